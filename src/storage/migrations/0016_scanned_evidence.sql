-- When a scanner last found nothing in a file; null where none looked.

ALTER TABLE evidence ADD COLUMN scanned_at {int};

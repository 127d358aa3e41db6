-- What a buyer calls a firm in its own list: the register knows no name of a firm without a star.

ALTER TABLE follow ADD COLUMN name {text} NOT NULL DEFAULT '';

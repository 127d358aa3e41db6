-- The explanatory guide of the scheme's operator, as the user imported it. Each import is a version of its own; the earlier ones stay.
CREATE TABLE guide_source (
    edition {text} NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    file_name {text} NOT NULL,
    file_sha256 {text} NOT NULL CHECK (length(file_sha256) = 64),
    imported_by {text} NOT NULL,
    imported_at {int} NOT NULL,
    PRIMARY KEY (edition, version)
) {keyed};

CREATE TABLE guide_text (
    edition {text} NOT NULL,
    version {int} NOT NULL,
    position {int} NOT NULL, -- Its place in the file.
    criterion {text} NOT NULL,
    guide_text {text} NOT NULL,
    PRIMARY KEY (edition, version, position),
    FOREIGN KEY (edition, version) REFERENCES guide_source (edition, version)
) {rows};

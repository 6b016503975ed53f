-- More about documents and speeches, since format 2: other names, what was stated beside the text, near-duplicates.
-- The conventions are those of schema.sql.

-- Further names under which a document's text came, perhaps in another format. No name is an alias and a document.
CREATE TABLE document_aliases (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    name        TEXT NOT NULL UNIQUE CHECK (name <> ''),
    digest      TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of the bytes that came under this name
    ingested_at TEXT NOT NULL                              -- UTC
);
CREATE INDEX document_aliases_by_document ON document_aliases (document_id);
CREATE INDEX document_aliases_by_digest ON document_aliases (digest);

-- What whoever ingested a document stated beside its text. It is in the speeches where the text states nothing.
CREATE TABLE document_statements (
    document_id  INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    title        TEXT CHECK (title <> ''),
    occasion     TEXT CHECK (occasion <> ''),
    speaker      TEXT CHECK (speaker <> ''),
    speaker_role TEXT CHECK (speaker_role <> ''),
    audience     TEXT CHECK (audience <> ''),
    delivered_on TEXT CHECK (delivered_on <> '')
);

-- Speeches whose text is much like that of another one: another edition, or the same from another source. The other
-- one is distinct, that is, has no row here, so counting speeches without one leaves repetitions out.
CREATE TABLE near_duplicates (
    speech_id INTEGER PRIMARY KEY REFERENCES speeches (id) ON DELETE CASCADE,
    other_id  INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    likeness  REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1) -- share of the sequences of 5 characters they have in common
);
CREATE INDEX near_duplicates_by_other ON near_duplicates (other_id);

-- Keys by which speeches that may be alike are found (see lib/archive/resemblance.h); of distinct speeches only.
CREATE TABLE likeness_keys (
    key       INTEGER NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    PRIMARY KEY (key, speech_id)
) WITHOUT ROWID;
CREATE INDEX likeness_keys_by_speech ON likeness_keys (speech_id);

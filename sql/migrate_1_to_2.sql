-- From format 1 to 2: what schema.sql has more; documents.sql and ledger.sql are run behind it. Rows are kept.

PRAGMA user_version = 2;

CREATE TABLE paragraph_facts (
    block INTEGER PRIMARY KEY, -- paragraphs.id / 500
    facts BLOB NOT NULL        -- 8 bytes for each, see lib/archive/paragraph_facts.h
);

ALTER TABLE documents ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN title TEXT CHECK (title <> '');
ALTER TABLE documents ADD COLUMN published_on TEXT CHECK (published_on <> '');
ALTER TABLE documents ADD COLUMN text_digest TEXT CHECK (length(text_digest) = 64);
CREATE INDEX documents_by_text ON documents (text_digest);

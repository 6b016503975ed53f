-- The tables of a speech archive, format version 2. documents.sql and ledger.sql hold the rest of it;
-- archives of older formats are brought here by migrate_*.sql.
--
-- Any SQLite >= 3.34 with FTS5 reads this file as it is, full-text search included; no extension is
-- needed. Write to it only through the library: the full-text index has no triggers, because its
-- entries are made by the library's folding.
--
-- begin_byte and end_byte are byte offsets into documents.text, from 0, end-exclusive; where a row has
-- `text` too, it is exactly that slice. section_id is the innermost section that holds the row's first
-- byte. Ordinals count from 1 within the speech (of speeches: within the document), in document order.
-- What the source does not state is NULL, never ''. Ids are never given twice, and a row keeps its id
-- when its document is ingested again with other content but the row's own words are still there.

PRAGMA application_id = 0x53504348; -- 'SPCH'
PRAGMA user_version = 2;

-- One row for each source document.
CREATE TABLE documents (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE CHECK (name <> ''),          -- as ingested: a path or URI
    media_type  TEXT NOT NULL,                                    -- 'text/plain', 'text/html', 'text/markdown' …
    encoding    TEXT NOT NULL,                                    -- of the source bytes, IANA name; 'binary': none
    digest      TEXT NOT NULL UNIQUE CHECK (length(digest) = 64), -- SHA-256 of the source bytes, hexadecimal
    ingested_at TEXT NOT NULL,                                    -- UTC, '2021-03-04T05:06:07Z'
    analyzed_by TEXT NOT NULL,                                    -- version of the library that found the rows below
    text_bytes  INTEGER NOT NULL,                                 -- length of `text` in bytes
    source      BLOB,                                             -- the source bytes; NULL: the same as `text`
    text        TEXT NOT NULL,                                    -- of plain text decoded, otherwise untouched; of
                                                                  -- other formats what a reader sees
    replaced    INTEGER NOT NULL DEFAULT 0,                       -- places that could not be decoded: U+FFFD in `text`
    title       TEXT CHECK (title <> ''),                         -- as the file or the page's head names it
    published_on TEXT CHECK (published_on <> ''),                 -- as the page says; not the date of delivery
    text_digest TEXT CHECK (length(text_digest) = 64)             -- SHA-256 of its lines, without blank ones and blanks
                                                                  -- around them, each ended by LF
);
CREATE INDEX documents_by_text ON documents (text_digest);

CREATE TABLE speeches (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id  INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,
    title        TEXT CHECK (title <> ''),
    occasion     TEXT CHECK (occasion <> ''),     -- name of the meeting
    speaker      TEXT CHECK (speaker <> ''),
    speaker_role TEXT CHECK (speaker_role <> ''),
    audience     TEXT CHECK (audience <> ''),     -- the salutation without its colon
    delivered_on TEXT CHECK (delivered_on GLOB '[0-9][0-9][0-9][0-9]'
                             OR delivered_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'
                             OR delivered_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    begin_byte   INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte     INTEGER NOT NULL CHECK (end_byte > begin_byte)
);
CREATE INDEX speeches_by_document ON speeches (document_id, ordinal);
CREATE INDEX speeches_by_date ON speeches (delivered_on);
CREATE INDEX speeches_by_speaker ON speeches (speaker);

-- Numbered or enumerated units, nested. A section reaches to the next one of its level or above.
CREATE TABLE sections (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id  INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    parent_id  INTEGER REFERENCES sections (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    level      INTEGER NOT NULL CHECK (level >= 1), -- 1: top
    label      TEXT CHECK (label <> ''),            -- the enumerator with its mark, verbatim
    number     INTEGER,                             -- 1, 2, 3
    heading    TEXT CHECK (heading <> ''),
    begin_byte INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte   INTEGER NOT NULL CHECK (end_byte > begin_byte)
);
CREATE INDEX sections_by_speech ON sections (speech_id, ordinal);
CREATE INDEX sections_by_parent ON sections (parent_id);

-- Every byte of a speech that is no white space lies in exactly one paragraph.
CREATE TABLE paragraphs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id  INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    section_id INTEGER REFERENCES sections (id) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    begin_byte INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte   INTEGER NOT NULL CHECK (end_byte > begin_byte),
    text       TEXT NOT NULL
);
CREATE INDEX paragraphs_by_speech ON paragraphs (speech_id, ordinal);
CREATE INDEX paragraphs_by_section ON paragraphs (section_id);

-- Sentences that say what must, must not or will be done.
CREATE TABLE directives (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id    INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    section_id   INTEGER REFERENCES sections (id) ON DELETE CASCADE,
    paragraph_id INTEGER NOT NULL REFERENCES paragraphs (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,
    modality     TEXT NOT NULL CHECK (modality IN ('require', 'forbid', 'plan', 'appeal')),
    actor        TEXT CHECK (actor <> ''),    -- who is to act, verbatim
    deadline     TEXT CHECK (deadline <> ''), -- time limit or period, verbatim
    due_on       TEXT CHECK (due_on <> ''),   -- 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', from the speech's own date
    begin_byte   INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte     INTEGER NOT NULL CHECK (end_byte > begin_byte),
    text         TEXT NOT NULL
);
CREATE INDEX directives_by_speech ON directives (speech_id, ordinal);
CREATE INDEX directives_by_section ON directives (section_id);
CREATE INDEX directives_by_paragraph ON directives (paragraph_id);
CREATE INDEX directives_by_actor ON directives (actor) WHERE actor IS NOT NULL;
CREATE INDEX directives_by_due_date ON directives (due_on) WHERE due_on IS NOT NULL;

-- Quantities, in the plain unit: a money figure of 8731 ten-thousands is stored as 87310000.
CREATE TABLE figures (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id    INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    section_id   INTEGER REFERENCES sections (id) ON DELETE CASCADE,
    paragraph_id INTEGER NOT NULL REFERENCES paragraphs (id) ON DELETE CASCADE,
    directive_id INTEGER REFERENCES directives (id) ON DELETE SET NULL, -- the directive whose sentence holds it
    ordinal      INTEGER NOT NULL,
    kind         TEXT NOT NULL
                 CHECK (kind IN ('money', 'percent', 'ratio', 'rank', 'duration', 'measure', 'count')),
    value        NUMERIC, -- INTEGER when whole, else REAL; NULL when masked
    high         NUMERIC, -- upper end of a range
    unit         TEXT CHECK (unit <> ''),
    qualifier    TEXT CHECK (qualifier IN ('approx', 'over', 'under')),
    masked       INTEGER NOT NULL CHECK (masked IN (0, 1)), -- 1: the source hides the digits (*, x)
    subject      TEXT CHECK (subject <> ''), -- what is counted or measured, verbatim
    begin_byte   INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte     INTEGER NOT NULL CHECK (end_byte > begin_byte),
    text         TEXT NOT NULL
);
CREATE INDEX figures_by_speech ON figures (speech_id, ordinal);
CREATE INDEX figures_by_section ON figures (section_id);
CREATE INDEX figures_by_paragraph ON figures (paragraph_id);
CREATE INDEX figures_by_directive ON figures (directive_id) WHERE directive_id IS NOT NULL;
CREATE INDEX figures_by_unit ON figures (unit, value);

-- Places where the analysis should not be trusted blindly.
CREATE TABLE doubts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    speech_id  INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,                     -- 'uncovered', 'numbering', 'digits', 'title', 'date', …, 'stated'
    share      REAL CHECK (share BETWEEN 0 AND 1), -- uncovered: share of the speech that is under no section
    begin_byte INTEGER CHECK (begin_byte >= 0),   -- what it is about, if that stands in the text
    end_byte   INTEGER CHECK (end_byte > begin_byte),
    text       TEXT                               -- the label, digits, title or occasion; of 'stated' the other date; of 'uncovered' NULL
);
CREATE INDEX doubts_by_speech ON doubts (speech_id, kind);

-- The full-text index; rowid is paragraphs.id. The text is folded: lower case, half width, simplified
-- characters. `grams` holds each run of letters, Chinese ones among them, as overlapping pairs of characters
-- and its last character alone (ABCD -> 'ab bc cd d'): a word of two characters is one token, a longer one the
-- phrase of its pairs, a single character the start of a token. `words` holds Latin words and numbers whole.
CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (
    grams, words, content = '', detail = full, tokenize = 'unicode61 remove_diacritics 0'
);
-- Larger batches in memory before they are written: bulk loading is twice as fast.
INSERT INTO paragraphs_fts (paragraphs_fts, rank) VALUES ('hashsize', 67108864);

-- What ranking asks of each paragraph, packed. It holds nothing that other tables do not.
CREATE TABLE paragraph_facts (
    block INTEGER PRIMARY KEY, -- paragraphs.id / 500
    facts BLOB NOT NULL        -- 8 bytes for each, see lib/archive/paragraph_facts.h
);

-- Facts about the file: which library made it, which folding its index was made with.
CREATE TABLE archive_info (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

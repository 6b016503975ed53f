-- From format 1 to 2: what schema.sql has more. Rows are kept.

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

CREATE TABLE near_duplicates (
    speech_id INTEGER PRIMARY KEY REFERENCES speeches (id) ON DELETE CASCADE,
    other_id  INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    likeness  REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1)
);
CREATE INDEX near_duplicates_by_other ON near_duplicates (other_id);


CREATE TABLE likeness_keys (
    key       INTEGER NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches (id) ON DELETE CASCADE,
    PRIMARY KEY (key, speech_id)
) WITHOUT ROWID;
CREATE INDEX likeness_keys_by_speech ON likeness_keys (speech_id);

CREATE TABLE document_aliases (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    name        TEXT NOT NULL UNIQUE CHECK (name <> ''),
    digest      TEXT NOT NULL CHECK (length(digest) = 64),
    ingested_at TEXT NOT NULL
);
CREATE INDEX document_aliases_by_document ON document_aliases (document_id);
CREATE INDEX document_aliases_by_digest ON document_aliases (digest);

CREATE TABLE document_statements (
    document_id  INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    title        TEXT CHECK (title <> ''),
    occasion     TEXT CHECK (occasion <> ''),
    speaker      TEXT CHECK (speaker <> ''),
    speaker_role TEXT CHECK (speaker_role <> ''),
    audience     TEXT CHECK (audience <> ''),
    delivered_on TEXT CHECK (delivered_on <> '')
);

CREATE TABLE directive_bodies (
    id           INTEGER PRIMARY KEY,
    directive_id INTEGER NOT NULL REFERENCES directives (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,                 -- within the directive
    role         TEXT NOT NULL CHECK (role IN ('lead', 'support')),
    name         TEXT NOT NULL CHECK (name <> ''), -- verbatim
    begin_byte   INTEGER NOT NULL CHECK (begin_byte >= 0),
    end_byte     INTEGER NOT NULL CHECK (end_byte > begin_byte)
);
CREATE INDEX directive_bodies_by_directive ON directive_bodies (directive_id, ordinal);
CREATE INDEX directive_bodies_by_name ON directive_bodies (name);

CREATE TABLE tasks (
    id           INTEGER PRIMARY KEY,
    document     TEXT NOT NULL, -- this and all below: as last seen in the text
    title        TEXT,
    speaker      TEXT,
    delivered_on TEXT,
    section      TEXT,          -- the path in section_paths
    modality     TEXT NOT NULL,
    actor        TEXT,
    lead         TEXT,          -- bodies, joined by U+3001
    support      TEXT,
    deadline     TEXT,
    due_on       TEXT,
    targets      TEXT,          -- the figures, joined by U+FF1B
    begin_byte   INTEGER NOT NULL,
    text         TEXT NOT NULL
);
CREATE INDEX tasks_by_document ON tasks (document);
CREATE INDEX tasks_by_title ON tasks (title);

CREATE TABLE task_history (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id     INTEGER NOT NULL REFERENCES tasks (id),
    status      TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done', 'dropped')),
    happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
    note        TEXT CHECK (note <> ''),
    evidence    TEXT CHECK (evidence <> ''), -- a file, an address, the number of a document
    by_whom     TEXT CHECK (by_whom <> ''),
    recorded_at TEXT NOT NULL                -- UTC, '2021-03-04T05:06:07Z'
);
CREATE INDEX task_history_by_task ON task_history (task_id, happened_on, id);

CREATE TABLE task_assignments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    task_id     INTEGER NOT NULL REFERENCES tasks (id),
    lead        TEXT CHECK (lead <> ''),
    support     TEXT CHECK (support <> ''),
    due_on      TEXT CHECK (due_on <> ''), -- 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'
    happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
    note        TEXT CHECK (note <> ''),
    by_whom     TEXT CHECK (by_whom <> ''),
    recorded_at TEXT NOT NULL
);
CREATE INDEX task_assignments_by_task ON task_assignments (task_id, happened_on, id);

CREATE TRIGGER task_history_no_update BEFORE UPDATE ON task_history
BEGIN SELECT raise(ABORT, 'the history of a task is append-only'); END;
CREATE TRIGGER task_history_no_delete BEFORE DELETE ON task_history
BEGIN SELECT raise(ABORT, 'the history of a task is append-only'); END;
CREATE TRIGGER task_history_no_replace BEFORE INSERT ON task_history
WHEN EXISTS (SELECT 1 FROM task_history WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'the history of a task is append-only'); END;
CREATE TRIGGER task_assignments_no_update BEFORE UPDATE ON task_assignments
BEGIN SELECT raise(ABORT, 'the assignments of a task are append-only'); END;
CREATE TRIGGER task_assignments_no_delete BEFORE DELETE ON task_assignments
BEGIN SELECT raise(ABORT, 'the assignments of a task are append-only'); END;
CREATE TRIGGER task_assignments_no_replace BEFORE INSERT ON task_assignments
WHEN EXISTS (SELECT 1 FROM task_assignments WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'the assignments of a task are append-only'); END;
CREATE TRIGGER tasks_keep_id BEFORE UPDATE OF id ON tasks
BEGIN SELECT raise(ABORT, 'a task keeps its id'); END;
CREATE TRIGGER tasks_no_replace BEFORE INSERT ON tasks
WHEN EXISTS (SELECT 1 FROM tasks WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'a task is there already'); END;
CREATE TRIGGER tasks_no_delete BEFORE DELETE ON tasks
BEGIN SELECT raise(ABORT, 'a task is never taken away'); END;

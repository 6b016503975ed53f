-- The ledger, since format 2: who is answerable for a directive, and what becomes of it. The conventions are those of
-- schema.sql.

-- Bodies that a directive's own words make answerable for it. They are found anew with each analysis, so
-- their ids do not last.
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

-- Directives that an office has marked or assigned; all others are tasks too, open ones (see task_list). The id
-- is the directive's. If the directive leaves the text, its task stays, as what the other columns tell of it, and
-- when its words come back, so does its id.
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

-- What became of a task. Entries are added, never changed or taken away. The status on a day is that of the entry
-- with the latest happened_on up to that day, of several on one day the last recorded; before the first: open.
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

-- What the office decided where the speech left it open, kept apart from what the speech says. Each entry tells
-- all of it; the one in force is found as the status is. Entries are added, never changed or taken away.
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

-- The same for everyone who opens the file. INSERT OR REPLACE would take an entry away without a DELETE.
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

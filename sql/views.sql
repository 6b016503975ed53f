-- Views that make the common questions one SELECT. They hold no data, and are made anew when an archive of
-- an older format is opened, so a view that changes needs a new format. Conditions on an id or a date reach the indices of the tables below.

-- Speeches with their whole text, as in the source.
DROP VIEW IF EXISTS speech_texts;
CREATE VIEW speech_texts AS
SELECT s.id, s.document_id, d.name AS document, s.title, s.occasion, s.speaker, s.speaker_role, s.delivered_on,
       CAST(substr(CAST(d.text AS BLOB), s.begin_byte + 1, s.end_byte - s.begin_byte) AS TEXT) AS text
FROM speeches s JOIN documents d ON d.id = s.document_id;

-- Every name under which a text came, with the document that holds it. is_alias 0: the document's own name.
DROP VIEW IF EXISTS document_names;
CREATE VIEW document_names AS
SELECT name, id AS document_id, 0 AS is_alias, digest, ingested_at FROM documents
UNION ALL
SELECT name, document_id, 1, digest, ingested_at FROM document_aliases;

-- Speeches without those that are near-duplicates of others: what to count.
DROP VIEW IF EXISTS distinct_speeches;
CREATE VIEW distinct_speeches AS
SELECT * FROM speeches WHERE id NOT IN (SELECT speech_id FROM near_duplicates);

-- Near-duplicates beside the speeches that they are like.
DROP VIEW IF EXISTS near_duplicate_list;
CREATE VIEW near_duplicate_list AS
SELECT n.likeness, n.speech_id, s.title, s.delivered_on, d.name AS document, n.other_id, o.title AS other_title,
       o.delivered_on AS other_delivered_on, e.name AS other_document
FROM near_duplicates n
JOIN speeches s ON s.id = n.speech_id
JOIN documents d ON d.id = s.document_id
JOIN speeches o ON o.id = n.other_id
JOIN documents e ON e.id = o.document_id;

-- A speech's sections as an indented list: SELECT line FROM outline WHERE speech_id = 1 ORDER BY ordinal.
DROP VIEW IF EXISTS outline;
CREATE VIEW outline AS
SELECT speech_id, ordinal, id AS section_id, level,
       substr('                    ', 1, 2 * (level - 1)) || coalesce(label, '') || coalesce(heading, '') AS line
FROM sections;

-- Sections with the labels and headings of all that hold them, outermost first. (Levels rise from a section to those in
-- it, so that a damaged file, in which sections hold each other, has no path without end.)
DROP VIEW IF EXISTS section_paths;
CREATE VIEW section_paths AS
SELECT x.id, x.speech_id, x.ordinal, x.level, x.label, x.heading,
       (WITH RECURSIVE above (parent_id, level, path) AS (
            SELECT x.parent_id, x.level, coalesce(x.label, '') || coalesce(x.heading, '')
            UNION ALL
            SELECT y.parent_id, y.level, coalesce(y.label, '') || coalesce(y.heading, '') || ' / ' || above.path
            FROM above JOIN sections y ON y.id = above.parent_id AND y.level < above.level)
        SELECT path FROM above WHERE parent_id IS NULL) AS path
FROM sections x;

-- Paragraphs with where they stand. To search: SELECT ... FROM paragraphs_fts f JOIN paragraph_list p
-- ON p.id = f.rowid WHERE paragraphs_fts MATCH ...
DROP VIEW IF EXISTS paragraph_list;
CREATE VIEW paragraph_list AS
SELECT p.id, p.speech_id, p.section_id, p.ordinal, d.name AS document, s.title, s.speaker, s.delivered_on,
       x.label, x.heading, p.text
FROM paragraphs p
JOIN speeches s ON s.id = p.speech_id
JOIN documents d ON d.id = s.document_id
LEFT JOIN sections x ON x.id = p.section_id;

-- Who is to do what until when, with where it was said.
DROP VIEW IF EXISTS directive_ledger;
CREATE VIEW directive_ledger AS
SELECT r.id, r.modality, r.actor, r.deadline, r.due_on, r.text, s.delivered_on, s.speaker, s.title, x.label, x.heading,
       d.name AS document, r.speech_id, r.section_id, r.paragraph_id, r.ordinal
FROM directives r
JOIN speeches s ON s.id = r.speech_id
JOIN documents d ON d.id = s.document_id
LEFT JOIN sections x ON x.id = r.section_id;

-- Quantities with what they count, when it was said, and the paragraph around them.
DROP VIEW IF EXISTS figure_list;
CREATE VIEW figure_list AS
SELECT f.id, f.kind, f.subject, f.qualifier, f.value, f.high, f.unit, f.masked, f.text, s.delivered_on, s.speaker,
       s.title, x.label, x.heading, p.text AS paragraph, d.name AS document, f.speech_id, f.section_id,
       f.paragraph_id, f.directive_id, f.ordinal
FROM figures f
JOIN paragraphs p ON p.id = f.paragraph_id
JOIN speeches s ON s.id = f.speech_id
JOIN documents d ON d.id = s.document_id
LEFT JOIN sections x ON x.id = f.section_id;

-- Where to look twice.
DROP VIEW IF EXISTS doubt_list;
CREATE VIEW doubt_list AS
SELECT q.id, q.kind, round(100 * q.share) AS percent, q.text, s.title, s.delivered_on, d.name AS document, q.speech_id, q.begin_byte, q.end_byte
FROM doubts q
JOIN speeches s ON s.id = q.speech_id
JOIN documents d ON d.id = s.document_id;

-- Everyone who is told to act, verbatim, and how often.
DROP VIEW IF EXISTS actors;
CREATE VIEW actors AS
SELECT r.actor, count(*) AS directives, count(DISTINCT r.speech_id) AS speeches,
       sum(r.modality = 'require') AS require, sum(r.modality = 'forbid') AS forbid, sum(r.modality = 'plan') AS plan,
       sum(r.modality = 'appeal') AS appeal, count(r.due_on) AS dated, min(s.delivered_on) AS first_on,
       max(s.delivered_on) AS last_on
FROM directives r JOIN speeches s ON s.id = r.speech_id
WHERE r.actor IS NOT NULL
GROUP BY r.actor;

-- How long each speech is, in characters of its paragraphs, and what it holds.
DROP VIEW IF EXISTS speech_statistics;
CREATE VIEW speech_statistics AS
SELECT s.id, s.document_id, s.title, s.speaker, s.delivered_on,
       (SELECT coalesce(sum(length(p.text)), 0) FROM paragraphs p WHERE p.speech_id = s.id) AS characters,
       (SELECT count(*) FROM paragraphs p WHERE p.speech_id = s.id) AS paragraphs,
       (SELECT count(*) FROM sections x WHERE x.speech_id = s.id) AS sections,
       (SELECT count(*) FROM directives r WHERE r.speech_id = s.id) AS directives,
       (SELECT count(*) FROM figures f WHERE f.speech_id = s.id) AS figures
FROM speeches s;

-- The same by year of delivery; year NULL: not stated.
DROP VIEW IF EXISTS year_statistics;
CREATE VIEW year_statistics AS
SELECT substr(delivered_on, 1, 4) AS year, count(*) AS speeches, sum(characters) AS characters,
       sum(paragraphs) AS paragraphs, sum(sections) AS sections, sum(directives) AS directives, sum(figures) AS figures
FROM speech_statistics
GROUP BY 1;

-- ---- the ledger of tasks ----

-- Tasks as the speeches state them: directives, except hopes that name nobody and no time, and what tasks keep of
-- directives that have left the text (placed = 0).
DROP VIEW IF EXISTS stated_tasks;
CREATE VIEW stated_tasks AS
SELECT r.id, 1 AS placed, s.document_id, r.speech_id, r.section_id, r.paragraph_id, s.ordinal AS speech_ordinal, r.ordinal,
       r.begin_byte, d.name AS document, s.title, s.speaker, s.delivered_on, r.modality, r.actor, r.deadline, r.due_on,
       r.text, NULL AS kept_section, NULL AS kept_lead, NULL AS kept_support, NULL AS kept_targets
FROM directives r
JOIN speeches s ON s.id = r.speech_id
JOIN documents d ON d.id = s.document_id
WHERE r.modality <> 'appeal' OR r.actor IS NOT NULL OR r.deadline IS NOT NULL OR r.id IN (SELECT id FROM tasks)
UNION ALL
SELECT t.id, 0, NULL, NULL, NULL, NULL, NULL, NULL,
       t.begin_byte, t.document, t.title, t.speaker, t.delivered_on, t.modality, t.actor, t.deadline, t.due_on,
       t.text, t.section, t.lead, t.support, t.targets
FROM tasks t
WHERE NOT EXISTS (SELECT 1 FROM directives r WHERE r.id = t.id);

-- What a task keeps of its directive, column by column as in tasks.
DROP VIEW IF EXISTS task_texts;
CREATE VIEW task_texts AS
SELECT r.id, d.name AS document, s.title, s.speaker, s.delivered_on,
       (SELECT p.path FROM section_paths p WHERE p.id = r.section_id) AS section, r.modality, r.actor,
       (SELECT group_concat(name, '、') FROM (SELECT b.name FROM directive_bodies b
        WHERE b.directive_id = r.id AND b.role = 'lead' ORDER BY b.ordinal)) AS lead,
       (SELECT group_concat(name, '、') FROM (SELECT b.name FROM directive_bodies b
        WHERE b.directive_id = r.id AND b.role = 'support' ORDER BY b.ordinal)) AS support,
       r.deadline, r.due_on,
       (SELECT group_concat(target, '；') FROM (SELECT coalesce(f.subject || ' ', '') || f.text AS target
        FROM figures f WHERE f.directive_id = r.id ORDER BY f.ordinal)) AS targets,
       r.begin_byte, r.text
FROM directives r
JOIN speeches s ON s.id = r.speech_id
JOIN documents d ON d.id = s.document_id;

-- The status of each task that has a history, from the day `since` (NULL: from the beginning) to the day before
-- `until` (NULL: to this day).
DROP VIEW IF EXISTS task_states;
CREATE VIEW task_states AS
SELECT h.task_id, h.status, h.happened_on AS since,
       (SELECT n.happened_on FROM task_history n
        WHERE n.task_id = h.task_id AND (n.happened_on, n.id) > (h.happened_on, h.id)
        ORDER BY n.happened_on, n.id LIMIT 1) AS until,
       h.note, h.evidence, h.by_whom
FROM task_history h
UNION ALL
SELECT task_id, 'open', NULL, min(happened_on), NULL, NULL, NULL FROM task_history GROUP BY task_id;

-- In the same way, what was assigned.
DROP VIEW IF EXISTS task_duties;
CREATE VIEW task_duties AS
SELECT a.task_id, a.lead, a.support, a.due_on, a.happened_on AS since,
       (SELECT n.happened_on FROM task_assignments n
        WHERE n.task_id = a.task_id AND (n.happened_on, n.id) > (a.happened_on, a.id)
        ORDER BY n.happened_on, n.id LIMIT 1) AS until
FROM task_assignments a
UNION ALL
SELECT task_id, NULL, NULL, NULL, NULL, min(happened_on) FROM task_assignments GROUP BY task_id;

-- Every task as it stood over the years. The state on a day D:
--   WHERE coalesce(since, D) <= D AND coalesce(until, '9999') > D
--     AND coalesce(assigned_since, D) <= D AND coalesce(assigned_until, '9999') > D
-- lead, support and due_on are what was assigned, else what the speech says (its lead, else who is to act); due_by is
-- the last day of due_on.
DROP VIEW IF EXISTS task_days;
CREATE VIEW task_days AS
SELECT x.*, CASE length(x.due_on) WHEN 4 THEN x.due_on || '-12-31'
                                  WHEN 7 THEN date(x.due_on || '-01', '+1 month', '-1 day')
                                  ELSE x.due_on END AS due_by
FROM (SELECT t.id, coalesce(s.status, 'open') AS status, s.since, s.until,
             coalesce(a.lead, t.kept_lead, (SELECT lead FROM task_texts x WHERE x.id = t.id), t.actor) AS lead,
             coalesce(a.support, t.kept_support, (SELECT support FROM task_texts x WHERE x.id = t.id)) AS support,
             coalesce(a.due_on, t.due_on) AS due_on,
             coalesce(t.kept_targets, (SELECT targets FROM task_texts x WHERE x.id = t.id)) AS targets,
             t.text, s.note, s.evidence, s.by_whom, t.actor, t.deadline, t.due_on AS stated_due_on,
             a.lead AS assigned_lead, a.support AS assigned_support, a.due_on AS assigned_due_on,
             a.since AS assigned_since, a.until AS assigned_until, t.modality,
             coalesce(t.kept_section, (SELECT section FROM task_texts x WHERE x.id = t.id)) AS section,
             t.title, t.speaker, t.delivered_on, t.document, t.placed, t.document_id, t.speech_id, t.section_id,
             t.paragraph_id, t.speech_ordinal, t.ordinal, t.begin_byte
      FROM stated_tasks t
      LEFT JOIN task_states s ON s.task_id = t.id
      LEFT JOIN task_duties a ON a.task_id = t.id) x;

-- Every task as it stands. Overdue on a day D: due_by < D AND status IN ('open', 'doing').
DROP VIEW IF EXISTS task_list;
CREATE VIEW task_list AS
SELECT id, status, since, lead, support, due_on, due_by, targets, text, note, evidence, by_whom, actor, deadline,
       stated_due_on, assigned_lead, assigned_support, assigned_due_on, modality, section, title, speaker,
       delivered_on, document, placed, document_id, speech_id, section_id, paragraph_id, speech_ordinal, ordinal
FROM task_days
WHERE until IS NULL AND assigned_until IS NULL;

-- One row for each task and body that leads or supports it.
DROP VIEW IF EXISTS task_bodies;
CREATE VIEW task_bodies AS
WITH RECURSIVE piece (task_id, role, body, rest) AS (
    SELECT id, 'lead', '', lead || '、' FROM task_list WHERE lead IS NOT NULL
    UNION ALL
    SELECT id, 'support', '', support || '、' FROM task_list WHERE support IS NOT NULL
    UNION ALL
    SELECT task_id, role, substr(rest, 1, instr(rest, '、') - 1), substr(rest, instr(rest, '、') + 1)
    FROM piece WHERE rest <> '')
SELECT DISTINCT task_id, role, body FROM piece WHERE body <> '';

-- How many tasks of each speech are closed: done or dropped. Those that have left the text are counted by its title.
DROP VIEW IF EXISTS closing_rates;
CREATE VIEW closing_rates AS
SELECT max(speech_id) AS speech_id, title, delivered_on, document, count(*) AS tasks, sum(status = 'open') AS open,
       sum(status = 'doing') AS doing, sum(status = 'done') AS done, sum(status = 'dropped') AS dropped,
       round(100.0 * sum(status IN ('done', 'dropped')) / count(*), 1) AS closed_percent
FROM task_list
GROUP BY document, title, delivered_on;

-- All that was recorded about a task: SELECT * FROM task_events WHERE task_id = 7 ORDER BY happened_on, event, entry_id.
DROP VIEW IF EXISTS task_events;
CREATE VIEW task_events AS
SELECT task_id, happened_on, 'mark' AS event, id AS entry_id, status, NULL AS lead, NULL AS support, NULL AS due_on, note,
       evidence, by_whom, recorded_at
FROM task_history
UNION ALL
SELECT task_id, happened_on, 'assign', id, NULL, lead, support, due_on, note, NULL, by_whom, recorded_at
FROM task_assignments;

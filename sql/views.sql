-- Views that make the common questions one SELECT. They hold no data, and are made anew when an archive of
-- an older format is opened. Conditions on an id or a date reach the indices of the tables below.

-- Speeches with their whole text, as in the source.
DROP VIEW IF EXISTS speech_texts;
CREATE VIEW speech_texts AS
SELECT s.id, s.document_id, d.name AS document, s.title, s.occasion, s.speaker, s.speaker_role, s.delivered_on,
       CAST(substr(CAST(d.text AS BLOB), s.begin_byte + 1, s.end_byte - s.begin_byte) AS TEXT) AS text
FROM speeches s JOIN documents d ON d.id = s.document_id;

-- A speech's sections as an indented list: SELECT line FROM outline WHERE speech_id = 1 ORDER BY ordinal.
DROP VIEW IF EXISTS outline;
CREATE VIEW outline AS
SELECT speech_id, ordinal, id AS section_id, level,
       substr('                    ', 1, 2 * (level - 1)) || coalesce(label, '') || coalesce(heading, '') AS line
FROM sections;

-- Sections with the labels and headings of all that hold them, outermost first.
DROP VIEW IF EXISTS section_paths;
CREATE VIEW section_paths AS
SELECT x.id, x.speech_id, x.ordinal, x.level, x.label, x.heading,
       (WITH RECURSIVE above (parent_id, path) AS (
            SELECT x.parent_id, coalesce(x.label, '') || coalesce(x.heading, '')
            UNION ALL
            SELECT y.parent_id, coalesce(y.label, '') || coalesce(y.heading, '') || ' / ' || above.path
            FROM above JOIN sections y ON y.id = above.parent_id)
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

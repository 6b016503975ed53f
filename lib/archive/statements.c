#include "statements.h"

/* The columns of each table after `id`, and as many parameters. */
#define DOCUMENT_COLUMNS                                                                                               \
    "name, media_type, encoding, digest, ingested_at, analyzed_by, text_bytes, source, text, replaced, title, "        \
    "published_on, text_digest"
#define SPEECH_COLUMNS                                                                                                 \
    "document_id, ordinal, title, occasion, speaker, speaker_role, audience, delivered_on, begin_byte, end_byte"
#define SECTION_COLUMNS "speech_id, parent_id, ordinal, level, label, number, heading, begin_byte, end_byte"
#define PARAGRAPH_COLUMNS "speech_id, section_id, ordinal, begin_byte, end_byte, text"
#define DIRECTIVE_COLUMNS                                                                                              \
    "speech_id, section_id, paragraph_id, ordinal, modality, actor, deadline, due_on, begin_byte, end_byte, text"
#define FIGURE_COLUMNS                                                                                                 \
    "speech_id, section_id, paragraph_id, directive_id, ordinal, kind, value, high, unit, qualifier, masked, "         \
    "subject, begin_byte, end_byte, text"

#define TASK_COLUMNS                                                                                                   \
    "document, title, speaker, delivered_on, section, modality, actor, lead, support, deadline, due_on, targets, "     \
    "begin_byte, text"

#define PARAMETERS_6 "?2, ?3, ?4, ?5, ?6, ?7"
#define PARAMETERS_9 PARAMETERS_6 ", ?8, ?9, ?10"
#define PARAMETERS_10 PARAMETERS_9 ", ?11"
#define PARAMETERS_11 PARAMETERS_10 ", ?12"
#define PARAMETERS_12 PARAMETERS_11 ", ?13"
#define PARAMETERS_13 PARAMETERS_12 ", ?14"
#define PARAMETERS_15 PARAMETERS_13 ", ?15, ?16"

#define LIKENESS_PARAMETERS                                                                                            \
    "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "                                         \
    "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33"

/* A new row; ?1 is NULL. */
#define ADD(table, columns, parameters) "INSERT INTO " table " (id, " columns ") VALUES (?1, " parameters ")"

/* New values for the row whose id is ?1. */
#define SET(table, columns, parameters) "UPDATE " table " SET (" columns ") = (" parameters ") WHERE id = ?1"

/* Does the row t lie in the row `holder`? */
#define INSIDE(holder)                                                                                                 \
    "t.speech_id = " holder ".speech_id AND t.begin_byte >= " holder ".begin_byte AND "                                \
    "t.end_byte <= " holder ".end_byte"

static const char *const STATEMENTS[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_BEGIN_READING] = "BEGIN",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_SAVEPOINT] = "SAVEPOINT change",
    [STATEMENT_SAVEPOINT_RELEASE] = "RELEASE change",
    [STATEMENT_SAVEPOINT_ROLLBACK] = "ROLLBACK TO change",
    [STATEMENT_NAME_FIND] = "SELECT id, 0, digest, analyzed_by, text_digest FROM documents WHERE name = ?1 UNION ALL "
                            "SELECT document_id, 1, digest, NULL, NULL FROM document_aliases WHERE name = ?1",
    [STATEMENT_CONTENT_FIND] = "SELECT id FROM documents WHERE digest = ?1 UNION ALL "
                               "SELECT document_id FROM document_aliases WHERE digest = ?1 UNION ALL "
                               "SELECT id FROM documents WHERE text_digest = ?2 LIMIT 1",
    [STATEMENT_ALIAS_PUT] = "INSERT INTO document_aliases (document_id, name, digest, ingested_at) "
                            "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET "
                            "(document_id, digest, ingested_at) = (?1, ?3, ?4)",
    [STATEMENT_ALIAS_REMOVE] = "DELETE FROM document_aliases WHERE name = ?1",
    [STATEMENT_ALIAS_FIRST] = "SELECT name FROM document_aliases WHERE document_id = ?1 ORDER BY id LIMIT 1",
    [STATEMENT_ALIASES_MOVE] = "UPDATE document_aliases SET document_id = ?2 WHERE document_id = ?1",
    [STATEMENT_STATED_FIND] = "SELECT title, occasion, speaker, speaker_role, audience, delivered_on "
                              "FROM document_statements WHERE document_id = ?1",
    [STATEMENT_STATED_PUT] = "INSERT OR REPLACE INTO document_statements VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [STATEMENT_DOCUMENT_TEXT] = "SELECT text, text_bytes FROM documents WHERE id = ?1",
    [STATEMENT_TASKS_RENAME] =
        "UPDATE tasks SET document = ?2 WHERE document = (SELECT name FROM documents WHERE id = ?1)",
    [STATEMENT_TEXT_DIGEST_PUT] = "UPDATE documents SET text_digest = ?2 WHERE id = ?1",
    [STATEMENT_DOCUMENT_RENAME] = "UPDATE documents SET name = ?2 WHERE id = ?1",
    [STATEMENT_LIKENESS_FIND] = "SELECT speech_id FROM likeness_keys WHERE key IN (" LIKENESS_PARAMETERS ") "
                                "GROUP BY speech_id ORDER BY count(*) DESC, speech_id LIMIT ?1",
    [STATEMENT_LIKENESS_KEY_ADD] = "INSERT OR IGNORE INTO likeness_keys (key, speech_id) VALUES (?1, ?2)",
    [STATEMENT_LIKENESS_FIRST] =
        "SELECT n.other_id, n.likeness, count(*) OVER () FROM speeches s JOIN near_duplicates n "
        "ON n.speech_id = s.id WHERE s.document_id = ?1 ORDER BY s.ordinal LIMIT 1",
    [STATEMENT_LIKENESS_FORGET] = "DELETE FROM likeness_keys WHERE speech_id IN "
                                  "(SELECT id FROM speeches WHERE document_id = ?1)",
    [STATEMENT_NEAR_DUPLICATE_ADD] = "INSERT INTO near_duplicates (speech_id, other_id, likeness) VALUES (?1, ?2, ?3)",
    [STATEMENT_LIKENESS_LINKED] =
        "SELECT n.speech_id FROM speeches o JOIN near_duplicates n ON n.other_id = o.id "
        "JOIN speeches s ON s.id = n.speech_id WHERE o.document_id = ?1 AND s.document_id <> ?1 ORDER BY n.speech_id",
    [STATEMENT_LIKENESS_UNLINK] =
        "DELETE FROM near_duplicates WHERE speech_id IN (SELECT id FROM speeches WHERE document_id = ?1) "
        "OR other_id IN (SELECT id FROM speeches WHERE document_id = ?1)",
    [STATEMENT_DOCUMENT_SPEECHES] = "SELECT id FROM speeches WHERE document_id = ?1 ORDER BY ordinal",
    [STATEMENT_DOCUMENT_REMOVE] = "DELETE FROM documents WHERE id = ?1",
    [STATEMENT_DOCUMENT_PARAGRAPHS] = "SELECT p.id, p.text FROM speeches s JOIN paragraphs p ON p.speech_id = s.id "
                                      "WHERE s.document_id = ?1",
    [STATEMENT_PARAGRAPH_TEXT] = "SELECT text FROM paragraphs WHERE id = ?1",
    [STATEMENT_SPEECH_PLACE] = "SELECT document_id, begin_byte, end_byte FROM speeches WHERE id = ?1",
    [STATEMENT_ADD_DOCUMENT] = ADD("documents", DOCUMENT_COLUMNS, PARAMETERS_13),
    [STATEMENT_SET_DOCUMENT] = SET("documents", DOCUMENT_COLUMNS, PARAMETERS_13),
    [STATEMENT_ADD_SPEECH] = ADD("speeches", SPEECH_COLUMNS, PARAMETERS_10),
    [STATEMENT_SET_SPEECH] = SET("speeches", SPEECH_COLUMNS, PARAMETERS_10),
    [STATEMENT_ADD_SECTION] = ADD("sections", SECTION_COLUMNS, PARAMETERS_9),
    [STATEMENT_SET_SECTION] = SET("sections", SECTION_COLUMNS, PARAMETERS_9),
    [STATEMENT_ADD_PARAGRAPH] = ADD("paragraphs", PARAGRAPH_COLUMNS, PARAMETERS_6),
    [STATEMENT_SET_PARAGRAPH] = SET("paragraphs", PARAGRAPH_COLUMNS, PARAMETERS_6),
    [STATEMENT_ADD_DIRECTIVE] = ADD("directives", DIRECTIVE_COLUMNS, PARAMETERS_11),
    [STATEMENT_SET_DIRECTIVE] = SET("directives", DIRECTIVE_COLUMNS, PARAMETERS_11),
    [STATEMENT_ADD_FIGURE] = ADD("figures", FIGURE_COLUMNS, PARAMETERS_15),
    [STATEMENT_SET_FIGURE] = SET("figures", FIGURE_COLUMNS, PARAMETERS_15),
    [STATEMENT_DOUBT_ADD] = "INSERT INTO doubts (speech_id, kind, share, begin_byte, end_byte, text) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [STATEMENT_DOUBTS_REMOVE] = "DELETE FROM doubts WHERE speech_id IN "
                                "(SELECT id FROM speeches WHERE document_id = ?1)",
    [STATEMENT_BODY_ADD] = "INSERT INTO directive_bodies (directive_id, ordinal, role, name, begin_byte, end_byte) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [STATEMENT_BODIES_REMOVE] = "DELETE FROM directive_bodies WHERE directive_id IN (SELECT d.id FROM speeches s "
                                "JOIN directives d ON d.speech_id = s.id WHERE s.document_id = ?1)",
    [STATEMENT_TASKS_REFRESH] =
        "UPDATE tasks SET (" TASK_COLUMNS ") = (SELECT " TASK_COLUMNS " FROM task_texts x WHERE x.id = tasks.id) "
        "WHERE id IN (SELECT r.id FROM speeches s JOIN directives r ON r.speech_id = s.id WHERE s.document_id = ?1)",
    [STATEMENT_TASK_ADD] = "INSERT INTO tasks (id, " TASK_COLUMNS ") SELECT id, " TASK_COLUMNS " FROM task_texts "
                           "WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM tasks WHERE id = ?1)",
    [STATEMENT_TASK_FIND] = "SELECT 1 FROM tasks WHERE id = ?1 UNION SELECT 1 FROM directives WHERE id = ?1",
    [STATEMENT_TASK_MARK] = "INSERT INTO task_history (task_id, status, happened_on, note, evidence, by_whom, "
                            "recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [STATEMENT_TASK_ASSIGN] =
        "INSERT INTO task_assignments (task_id, lead, support, due_on, happened_on, note, by_whom, recorded_at) "
        "SELECT ?1, nullif(coalesce(?2, p.lead), ''), nullif(coalesce(?3, p.support), ''), "
        "  nullif(coalesce(?4, p.due_on), ''), ?5, ?6, ?7, ?8 "
        "FROM (SELECT 1) LEFT JOIN (SELECT lead, support, due_on FROM task_assignments "
        "  WHERE task_id = ?1 AND happened_on <= ?5 ORDER BY happened_on DESC, id DESC LIMIT 1) p",
    [STATEMENT_INDEX_LAST] = "SELECT coalesce(max(id), 0) FROM paragraphs",
    [STATEMENT_INDEX_PENDING] = "SELECT id, text FROM paragraphs WHERE id > ?1 ORDER BY id",
    [STATEMENT_INDEX_ADD] = "INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (?1, ?2, ?3)",
    [STATEMENT_INDEX_REMOVE] = "INSERT INTO paragraphs_fts (paragraphs_fts, rowid, grams, words) "
                               "VALUES ('delete', ?1, ?2, ?3)",
    [STATEMENT_FACTS_MAKE] = "SELECT p.id, p.speech_id, p.end_byte - p.begin_byte, x.begin_byte = p.begin_byte "
                             "FROM paragraphs p LEFT JOIN sections x ON x.id = p.section_id "
                             "WHERE p.id BETWEEN ?1 AND ?2",
    [STATEMENT_FACTS_READ] = "SELECT facts FROM paragraph_facts WHERE block = ?1",
    [STATEMENT_FACTS_PUT] = "INSERT OR REPLACE INTO paragraph_facts (block, facts) VALUES (?1, ?2)",
    [STATEMENT_FACTS_BLOCKS] = "SELECT DISTINCT p.id / ?2 FROM speeches s JOIN paragraphs p ON p.speech_id = s.id "
                               "WHERE s.document_id = ?1",
    [STATEMENT_FACTS_BLOCKS_FROM] = "SELECT DISTINCT id / ?2 FROM paragraphs WHERE id >= ?1",
    [STATEMENT_FACTS_CLEAR] = "DELETE FROM paragraph_facts",
    [STATEMENT_DATA_VERSION] = "PRAGMA data_version",
    [STATEMENT_NEWEST_DATE] = "SELECT max(delivered_on) FROM speeches",
    [STATEMENT_SPEECH_DATE] = "SELECT delivered_on FROM speeches WHERE id = ?1",
    [STATEMENT_RANK_SAMPLE] = "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH ?1 LIMIT ?2",
    [STATEMENT_COUNTS] =
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM speeches), (SELECT count(*) FROM sections),"
        "  (SELECT count(*) FROM paragraphs), (SELECT count(*) FROM directives), (SELECT count(*) FROM figures),"
        "  (SELECT coalesce(sum(text_bytes), 0) FROM documents),"
        "  (SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()),"
        "  (SELECT count(*) FROM document_aliases), (SELECT count(*) FROM near_duplicates)",
    [STATEMENT_VERIFY_SPEECHES] =
        "SELECT id, begin_byte, end_byte FROM speeches WHERE document_id = ?1 ORDER BY ordinal",
    [STATEMENT_VERIFY_SECTIONS] =
        "SELECT t.id, t.parent_id, t.begin_byte, t.end_byte, NULL,"
        "  t.parent_id IS NULL OR t.end_byte <= p.end_byte AND t.level > p.level "
        "FROM sections t LEFT JOIN sections p ON p.id = t.parent_id WHERE t.speech_id = ?1 ORDER BY t.ordinal",
    [STATEMENT_VERIFY_PARAGRAPHS] = "SELECT id, section_id, begin_byte, end_byte, text, 1 FROM paragraphs "
                                    "WHERE speech_id = ?1 ORDER BY ordinal",
    [STATEMENT_VERIFY_DIRECTIVES] = "SELECT t.id, t.section_id, t.begin_byte, t.end_byte, t.text, " INSIDE(
        "p") " "
             "FROM directives t LEFT JOIN paragraphs p ON p.id = t.paragraph_id WHERE t.speech_id = ?1 ORDER BY "
             "t.ordinal",
    [STATEMENT_VERIFY_FIGURES] =
        "SELECT t.id, t.section_id, t.begin_byte, t.end_byte, t.text,"
        "  " INSIDE("p") " AND (t.directive_id IS NULL OR " INSIDE(
            "r") ") "
                 "FROM figures t LEFT JOIN paragraphs p ON p.id = t.paragraph_id "
                 "LEFT JOIN directives r ON r.id = t.directive_id WHERE t.speech_id = ?1 ORDER BY t.ordinal",
    [STATEMENT_EARLIER_FIND] =
        "SELECT id FROM temp.earlier WHERE kind = ?1 AND scope = ?2 AND words = ?3 AND (?4 IS NULL OR speech = ?4) "
        "AND (?5 IS NULL OR section = ?5) AND (?6 IS NULL OR paragraph = ?6) ORDER BY place LIMIT 1",
    [STATEMENT_EARLIER_SPEECH] = "SELECT speech FROM temp.earlier WHERE kind = 2 AND scope = ?1 AND words = ?2 LIMIT 2",
    [STATEMENT_EARLIER_LIST_TASKS] =
        "INSERT OR IGNORE INTO temp.earlier SELECT 3, ?1, text, begin_byte, id, ?2, NULL, NULL FROM tasks t "
        "WHERE title = ?3 AND delivered_on IS ?4 AND NOT EXISTS (SELECT 1 FROM directives WHERE id = t.id)",
    [STATEMENT_EARLIER_LIST_OTHER_TASKS] =
        "INSERT OR IGNORE INTO temp.earlier SELECT 3, ?1, text, begin_byte, id, NULL, NULL, NULL FROM tasks t "
        "WHERE document = ?2 AND NOT EXISTS (SELECT 1 FROM directives WHERE id = t.id)",
    [STATEMENT_EARLIER_DIRECTIVES] = "SELECT id, words, section, paragraph FROM temp.earlier WHERE kind = 3 "
                                     "ORDER BY place",
    [STATEMENT_DIRECTIVE_ORDER] = "SELECT r.id FROM speeches s JOIN directives r ON r.speech_id = s.id "
                                  "WHERE s.document_id = ?1 ORDER BY r.begin_byte",
    [STATEMENT_EARLIER_FIND_SPEECH] = "SELECT id FROM temp.earlier WHERE kind = 0 AND place = ?1",
    [STATEMENT_EARLIER_FORGET] = "DELETE FROM temp.earlier WHERE id = ?2 AND "
                                 "kind IN (?1, CASE ?1 WHEN 1 THEN 5 WHEN 5 THEN 1 END)",
    [STATEMENT_EARLIER_PARAGRAPHS] = "SELECT id, words FROM temp.earlier WHERE kind = 2",
};

const char *statement_sql(statement_id id)
{
    return STATEMENTS[id];
}

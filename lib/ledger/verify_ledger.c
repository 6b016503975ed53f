/* Proving the ledger: nothing was taken out of it, and nothing can be. */
#include "verify.h"

/* Each query returns the problems that it finds, as messages. */
static const char *const PROBLEMS[] = {
    "SELECT 'body ' || b.id || ' lies outside of its speech' FROM directive_bodies b "
    "JOIN directives r ON r.id = b.directive_id JOIN speeches s ON s.id = r.speech_id "
    "WHERE b.begin_byte < s.begin_byte OR b.end_byte > s.end_byte",
    /* AUTOINCREMENT counts on from the highest number ever given, and nothing that was given a number may be gone. */
    "SELECT 'entries are missing in ' || q.name || ': ' || (q.seq - n.entries) FROM sqlite_sequence q JOIN "
    "(SELECT 'task_history' AS name, count(*) AS entries FROM task_history "
    " UNION ALL SELECT 'task_assignments', count(*) FROM task_assignments) n ON n.name = q.name WHERE q.seq <> "
    "n.entries",
    "SELECT 'the trigger ' || w.name || ' is missing' FROM (SELECT 'task_history_no_update' AS name "
    " UNION SELECT 'task_history_no_delete' UNION SELECT 'task_history_no_replace' "
    " UNION SELECT 'task_assignments_no_update' UNION SELECT 'task_assignments_no_delete' "
    " UNION SELECT 'task_assignments_no_replace' UNION SELECT 'tasks_keep_id' UNION SELECT 'tasks_no_replace' UNION "
    "SELECT 'tasks_no_delete') w "
    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_master m WHERE m.type = 'trigger' AND m.name = w.name)",
};

speech_status verify_ledger(verification *v, speech_error *error)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < sizeof PROBLEMS / sizeof PROBLEMS[0] && status == SPEECH_OK; i++) {
        sqlite3_stmt *statement = NULL;
        status = archive_prepare(v->archive, PROBLEMS[i], &statement, error);
        while (archive_next_row(v->archive, statement, &status, error)) {
            stored_text problem;
            status = archive_text(v->archive, statement, 0, &problem, error);
            if (status == SPEECH_OK) verify_report(v, "%s", problem.bytes);
        }
        sqlite3_finalize(statement);
    }
    return status;
}

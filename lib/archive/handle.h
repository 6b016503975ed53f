/*
 * The archive handle as the library sees it: its database connection, its cached statements, and how
 * SQLite's errors become ours.
 */
#ifndef SPEECH_ARCHIVE_HANDLE_H
#define SPEECH_ARCHIVE_HANDLE_H

#include <speecharchive/archive.h>

#include "sqlite.h"

#define ARCHIVE_APPLICATION_ID 0x53504348 /* 'SPCH' */
#define ARCHIVE_FORMAT_VERSION 2          /* PRAGMA user_version */
#define ARCHIVE_BUSY_MILLISECONDS 5000    /* how long to wait for another process's write lock */

/* Statements that are prepared once and kept until the archive is closed. Their SQL is in statements.c. */
typedef enum statement_id {
    STATEMENT_BEGIN,
    STATEMENT_BEGIN_READING,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    STATEMENT_SAVEPOINT,
    STATEMENT_SAVEPOINT_RELEASE,
    STATEMENT_SAVEPOINT_ROLLBACK,
    STATEMENT_NAME_FIND,           /* (name) -> id, is it an alias, digest, analyzed_by, text_digest */
    STATEMENT_CONTENT_FIND,        /* (digest, text_digest) -> id */
    STATEMENT_ALIAS_PUT,           /* (document id, name, digest, time) */
    STATEMENT_ALIAS_REMOVE,        /* (name) */
    STATEMENT_ALIAS_FIRST,         /* (document id) -> name */
    STATEMENT_ALIASES_MOVE,        /* (from document id, to document id) */
    STATEMENT_STATED_FIND,         /* (document id) -> the members of speech_stated */
    STATEMENT_STATED_PUT,          /* (document id, the members of speech_stated) */
    STATEMENT_DOCUMENT_TEXT,       /* (document id) -> text, text_bytes */
    STATEMENT_TASKS_RENAME,        /* (document id, name): what tasks of it tell */
    STATEMENT_TEXT_DIGEST_PUT,     /* (document id, digest) */
    STATEMENT_DOCUMENT_RENAME,     /* (document id, name) */
    STATEMENT_LIKENESS_FIND,       /* (most rows, keys) -> speech id */
    STATEMENT_LIKENESS_KEY_ADD,    /* (key, speech id) */
    STATEMENT_LIKENESS_FIRST,      /* (document id) -> speech it is like, likeness, number of near-duplicates */
    STATEMENT_LIKENESS_FORGET,     /* (document id) */
    STATEMENT_LIKENESS_LINKED,     /* (document id) -> ids of speeches linked to it from others */
    STATEMENT_LIKENESS_UNLINK,     /* (document id) */
    STATEMENT_NEAR_DUPLICATE_ADD,  /* (speech id, other id, likeness) */
    STATEMENT_DOCUMENT_SPEECHES,   /* (document id) -> id */
    STATEMENT_DOCUMENT_REMOVE,     /* (id) */
    STATEMENT_DOCUMENT_PARAGRAPHS, /* (document id) -> id, text of each paragraph */
    STATEMENT_PARAGRAPH_TEXT,      /* (id) -> text */
    STATEMENT_SPEECH_PLACE,        /* (speech id) -> document id, begin, end */
    STATEMENT_ADD_DOCUMENT,        /* of all ADD and SET: (id or NULL, the columns in schema order) */
    STATEMENT_SET_DOCUMENT,
    STATEMENT_ADD_SPEECH,
    STATEMENT_SET_SPEECH,
    STATEMENT_ADD_SECTION,
    STATEMENT_SET_SECTION,
    STATEMENT_ADD_PARAGRAPH,
    STATEMENT_SET_PARAGRAPH,
    STATEMENT_ADD_DIRECTIVE,
    STATEMENT_SET_DIRECTIVE,
    STATEMENT_ADD_FIGURE,
    STATEMENT_SET_FIGURE,
    STATEMENT_DOUBT_ADD,         /* (speech id, kind, share, begin, end) */
    STATEMENT_DOUBTS_REMOVE,     /* (document id) */
    STATEMENT_BODY_ADD,          /* (directive id, ordinal, role, name, begin, end) */
    STATEMENT_BODIES_REMOVE,     /* (document id) */
    STATEMENT_TASKS_REFRESH,     /* (document id) */
    STATEMENT_TASK_ADD,          /* (directive id), unless it is there */
    STATEMENT_TASK_FIND,         /* (id) -> a row if there is such a task, or a directive that may become one */
    STATEMENT_TASK_MARK,         /* (id, status, day, note, evidence, by whom, now) */
    STATEMENT_TASK_ASSIGN,       /* (id, lead, support, due date, day, note, by whom, now) */
    STATEMENT_INDEX_LAST,        /* () -> the highest paragraph id */
    STATEMENT_INDEX_PENDING,     /* (paragraph id) -> id, text of those behind it */
    STATEMENT_INDEX_ADD,         /* (paragraph id, grams, words) */
    STATEMENT_INDEX_REMOVE,      /* (paragraph id, grams, words) */
    STATEMENT_FACTS_MAKE,        /* (first, last paragraph id) -> id, speech id, bytes, begins a section */
    STATEMENT_FACTS_READ,        /* (block) -> facts */
    STATEMENT_FACTS_PUT,         /* (block, facts) */
    STATEMENT_FACTS_BLOCKS,      /* (document id, paragraphs in a block) -> block */
    STATEMENT_FACTS_BLOCKS_FROM, /* (paragraph id, paragraphs in a block) -> block */
    STATEMENT_FACTS_CLEAR,       /* () */
    STATEMENT_DATA_VERSION,      /* () -> a number that changes when another connection writes */
    STATEMENT_SPEECH_DATE,       /* (speech id) -> date */
    STATEMENT_NEWEST_DATE,       /* () -> date */
    STATEMENT_RANK_SAMPLE,       /* (FTS5 expression, limit) -> paragraph id */
    STATEMENT_COUNTS,            /* () -> the members of speech_counts */
    STATEMENT_VERIFY_SPEECHES,   /* (document id) -> id, begin, end */
    STATEMENT_VERIFY_SECTIONS,   /* (speech id) -> id, section, begin, end, text, held; see verify.c */
    STATEMENT_VERIFY_PARAGRAPHS, /* the same */
    STATEMENT_VERIFY_DIRECTIVES,
    STATEMENT_VERIFY_FIGURES,
    STATEMENT_EARLIER_FIND,             /* (kind, scope, words, speech, section, paragraph) -> id; see earlier.h */
    STATEMENT_EARLIER_SPEECH,           /* (document id, words) -> speech of each such paragraph, two at most */
    STATEMENT_EARLIER_LIST_TASKS,       /* (document id, speech, its title, its date) */
    STATEMENT_EARLIER_LIST_OTHER_TASKS, /* (document id, its name) */
    STATEMENT_EARLIER_DIRECTIVES,       /* () -> id, words, section, paragraph of the directives that are left */
    STATEMENT_DIRECTIVE_ORDER,          /* (document id) -> id of each directive, in order */
    STATEMENT_EARLIER_FIND_SPEECH,      /* (ordinal) -> id */
    STATEMENT_EARLIER_FORGET,           /* (kind, id) */
    STATEMENT_EARLIER_PARAGRAPHS,       /* () -> id, words of the paragraphs that are left */
    STATEMENT_COUNT
} statement_id;

/* Blocks of paragraph facts that were read (see paragraph_facts.h). */
typedef struct kept_facts {
    unsigned char **blocks; /* NULL: not read yet */
    size_t count;
    int64_t version; /* of the archive that they were read from: PRAGMA data_version, */
    uint64_t writes; /* and speech_archive.writes */
} kept_facts;

struct speech_archive {
    sqlite3 *db;
    char *path;         /* as given by the caller, for messages */
    bool read_only;     /* also on a borrowed connection */
    bool has_views;     /* see schema_views_need */
    bool grouped;       /* between speech_archive_begin and speech_archive_commit */
    speech_status lost; /* why SQLite gave up the group's transaction; SPEECH_OK if it did not */
    int64_t indexed;    /* paragraphs above this id are not in the full-text index yet (see text_index.h) */
    uint64_t writes;    /* counts this handle's changes; PRAGMA data_version tells those of others */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    kept_facts facts;
    size_t cursors; /* that are not freed yet */
    bool closed;    /* by the caller: the last cursor takes the rest with it */
};

/* Notes a cursor of the archive, and that it is gone: a closed archive lives as long as its last cursor. */
void archive_cursor_made(speech_archive *archive);
void archive_cursor_freed(speech_archive *archive);

/* A handle that has no connection yet; NULL when memory is short. */
speech_archive *archive_new(const char *path, bool read_only);

/*
 * A handle on a connection that is somebody else's, for reading the archive that unqualified names find there: its
 * settings stay as they are, it is not closed with the handle, and the functions of search_register must be there.
 * *out is given up by archive_return. Errors: SPEECH_NOT_ARCHIVE (no table of an archive is to be found),
 * SPEECH_TOO_NEW, SPEECH_TOO_OLD, SPEECH_NOMEM, those of reading.
 */
speech_status archive_borrow(speech_archive **out, sqlite3 *db, speech_error *error);

/* Ends the use of a borrowed connection, on which nothing is left. Its cursors must have been freed. NULL is accepted.
 */
void archive_return(speech_archive *archive);

/* The path for a message: its last part if it is long, beginning with a whole character. */
const char *path_shown(const char *path);

/* The status for an SQLite result code, extended or not; SPEECH_OK for the three that are no error. */
speech_status archive_status(int code);

/* The other way round: what a function that SQLite calls returns for a failure. */
int archive_code(speech_status status);

/* Fills in `error` with SQLite's latest failure on this archive, naming its path. Returns the status. */
speech_status archive_error(speech_archive *archive, speech_error *error);

/*
 * *out receives a cached statement, reset and without bindings, owned by the archive. The caller resets
 * it when done, so that no read stays open.
 */
speech_status archive_statement(speech_archive *archive, statement_id id, sqlite3_stmt **out, speech_error *error);

/*
 * Goes to the statement's next row: SPEECH_ROW or SPEECH_DONE, else what failed. All texts of the row are there: one
 * that sqlite3_column_text gives as NULL is NULL.
 */
speech_status archive_step(speech_archive *archive, sqlite3_stmt *statement, speech_error *error);

/* Frees the cached statements, before their connection is closed. */
void archive_statements_free(speech_archive *archive);

/* Runs a cached statement that takes no parameters and returns no row. */
speech_status archive_run(speech_archive *archive, statement_id id, speech_error *error);

/*
 * Goes to the statement's next row, for a loop over all of them: true on a row; false at the end, if *status is
 * a failure already, and after a failure of SQLite, which *status and `error` then tell.
 */
bool archive_next_row(speech_archive *archive, sqlite3_stmt *statement, speech_status *status, speech_error *error);

/* Prepares `sql`; the caller finalises *out. */
speech_status archive_prepare(speech_archive *archive, const char *sql, sqlite3_stmt **out, speech_error *error);

/*
 * Starts a transaction by STATEMENT_BEGIN or STATEMENT_BEGIN_READING, and undoes it (unless SQLite has done so
 * itself). What undoing takes is there before anything is done: it must not fail when memory is short.
 */
speech_status transaction_begin(speech_archive *archive, statement_id begin, speech_error *error);
void transaction_undo(speech_archive *archive);

/*
 * The same within a group: a savepoint. It ends by being kept if `status` is SPEECH_OK, else undone; if that
 * fails, the whole group is. Returns `status`, or why it could not be kept.
 */
speech_status savepoint_begin(speech_archive *archive, speech_error *error);
speech_status savepoint_end(speech_archive *archive, speech_status status, speech_error *error);

/*
 * Starts a change: a transaction of its own, or within a group a savepoint. SPEECH_READ_ONLY, SPEECH_BUSY,
 * SPEECH_MISUSE while a cursor of this handle stands on a row (it must not see its snapshot change), or
 * the error that made SQLite give up the group.
 */
speech_status change_begin(speech_archive *archive, speech_error *error);

/*
 * Ends a change: keeps it if `status` is SPEECH_OK, else undoes it. Returns `status`, or why it could not
 * be kept (then it is undone). `error` is filled in only in the second case.
 */
speech_status change_end(speech_archive *archive, speech_status status, speech_error *error);

/* Runs SQL of one or more statements that return no rows. */
speech_status archive_execute(speech_archive *archive, const char *sql, speech_error *error);

/* A text as a row has it, until the next step of its statement. */
typedef struct stored_text {
    const char *bytes; /* NUL-terminated; not checked to be UTF-8, as the file may be anybody's */
    size_t length;
} stored_text;

/* The text in a column in which a sound archive has no NULL: SPEECH_CORRUPT if there is one, SPEECH_NOMEM. */
speech_status archive_text(speech_archive *archive, sqlite3_stmt *row, int column, stored_text *out,
                           speech_error *error);

/* What the file's header tells: whose it is, and its format. SPEECH_TOO_NEW if it is an archive of a later format. */
speech_status archive_marks(speech_archive *archive, int64_t *id, int64_t *version, speech_error *error);

/* The first column of the first row that `sql` returns; SPEECH_CORRUPT if there is no row. */
speech_status archive_integer(speech_archive *archive, const char *sql, int64_t *out, speech_error *error);

#endif

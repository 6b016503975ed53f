/*
 * The archive: one SQLite file of speeches, their parts and a full-text index.
 *
 *     speech_archive *archive = NULL;
 *     speech_error error;
 *     if (speech_archive_open(&archive, "speeches.db", SPEECH_OPEN_CREATE, &error) != SPEECH_OK) ...
 *     speech_archive_ingest_file(archive, "report.txt", NULL, &error);
 *
 *     speech_cursor *hits = NULL;
 *     speech_archive_search(archive, "改革 -双减", NULL, NULL, &hits, &error);
 *     while (speech_cursor_next(hits, &error) == SPEECH_ROW)
 *         puts(speech_cursor_text(hits, speech_cursor_column(hits, "snippet")));
 *     speech_cursor_free(hits);
 *     speech_archive_close(archive);
 *
 * The file's tables and views are documented in sql/ and may be read with any SQLite >= 3.34 at the
 * same time; readers and the writer do not block each other (write-ahead log).
 *
 * Threads: a handle, with its cursors, belongs to one thread at a time, or to several that make every call with them
 * under one lock of their own (see speecharchive.h). Any number of handles, in any number of threads and processes, may
 * be open on one file.
 *
 * Strings are NUL-terminated UTF-8; those that are handed in are copied where they are needed after the call. `error`
 * may always be NULL. An archive, cursor, path, name or query that is NULL is SPEECH_MISUSE, unless it says otherwise.
 */
#ifndef SPEECHARCHIVE_ARCHIVE_H
#define SPEECHARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <speecharchive/analysis.h>
#include <speecharchive/document.h>
#include <speecharchive/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct speech_archive speech_archive;
typedef struct speech_cursor speech_cursor;

/* ---- opening ---- */

enum {
    SPEECH_OPEN_READ_WRITE = 0, /* the file must exist */
    SPEECH_OPEN_CREATE = 1,     /* made if it does not exist */
    SPEECH_OPEN_READ_ONLY = 2,  /* never writes; SPEECH_TOO_OLD for an archive of an older format */
    SPEECH_OPEN_CHECK = 4       /* with one of the others: for a file that is not trusted, see below */
};

/*
 * Files from others: no file, whatever it holds, makes the library crash, run without end, or run SQL of the file's own
 * (its triggers and views are never used; SQLite's defensive mode is on, its schema not trusted). But a file that was
 * tampered with can give wrong rows. With SPEECH_OPEN_CHECK it is looked through before it is used: by PRAGMA
 * quick_check (pages, values and, where it is opened for writing, the constraints of its tables); and its tables,
 * views, triggers and indices must be those of the format, with none besides on them; else SPEECH_CORRUPT with what is
 * wrong. That reads the whole file once. What the rows say is proved by speech_archive_check only, which takes far
 * longer. SQLite before 3.35 can't keep a view of the file from being used where a table was replaced by it: there only
 * SPEECH_OPEN_CHECK keeps off one that runs without end.
 */

/*
 * Opens the archive at `path`; an archive of an older version is migrated in one transaction.
 * *out is closed by speech_archive_close. Errors: SPEECH_NOT_FOUND, SPEECH_NOT_ARCHIVE,
 * SPEECH_TOO_NEW, SPEECH_TOO_OLD, SPEECH_READ_ONLY, SPEECH_BUSY, SPEECH_IO, SPEECH_CORRUPT, SPEECH_NOMEM.
 */
SPEECH_API speech_status speech_archive_open(speech_archive **out, const char *path, unsigned flags,
                                             speech_error *error);

/*
 * Closes an archive, and drops a group that is open. Cursors may still be moved and freed: the file stays open until
 * the last of them is freed. NULL is accepted.
 */
SPEECH_API void speech_archive_close(speech_archive *archive);

/* ---- writing ---- */

typedef enum speech_outcome {
    SPEECH_STORED,    /* a new document */
    SPEECH_REPLACED,  /* a document of this name with other content, or analysed by another version: its rows were
                         replaced */
    SPEECH_UNCHANGED, /* this name and content are already there; nothing was written */
    SPEECH_DUPLICATE  /* the same text is there under another name, of which this one is, or was already, an alias */
} speech_outcome;

/*
 * A text is stored once, whatever names and formats it comes in (encoding, line ends, blank lines and blanks around
 * lines make no difference), under its first name; the others are kept as its aliases. Nothing that another name still
 * stands for is lost:
 *
 * - When other text comes under an alias, that name becomes a document of its own.
 * - When other text comes under the document's name, its rows are replaced, and the former text goes on as a document
 *   of its first alias.
 * - When a document's name comes with the text of another document, it becomes an alias of that one. The document goes
 *   on under its own first alias; if it has none, its rows are removed.
 * - Removing a document's name leaves its rows under its first alias; they are removed with the last name.
 *
 * What is stated about a document (see speech_stated) is kept with it as a whole, and holds until something else is
 * stated.
 */

/*
 * What an ingest did. Set struct_size to sizeof(speech_ingest_result), all else is filled in:
 *
 *     speech_ingest_result result = {.struct_size = sizeof result};
 *
 * `document_id` is the stored document; for SPEECH_DUPLICATE the earlier one.
 */
typedef struct speech_ingest_result {
    size_t struct_size;
    speech_outcome outcome;
    int64_t document_id;
    size_t speeches;
    size_t sections;
    size_t paragraphs;
    size_t directives;
    size_t figures;
    size_t replaced;       /* places that could not be decoded; 0 also when nothing was written */
    size_t replaced_at;    /* offset of the first in the bytes */
    size_t unplaced_tasks; /* marked or assigned ones whose directives left the text with this version (see ledger.h) */
    size_t near_duplicates; /* speeches that are near-duplicates (see speech_filter.distinct) */
    int64_t like_speech_id; /* the speech that the first of them is like; 0: none */
    double likeness;        /* and how much: 0 to 1 */
} speech_ingest_result;

/*
 * Analyses the `length` bytes at `bytes` and stores them as document `name` in one transaction: all
 * of it or, on any error, nothing. `result` may be NULL. What the bytes are, text in some encoding or a format like
 * DOCX, is told from them (see document.h). Errors: those of speech_document_read and speech_analyze, and
 * SPEECH_READ_ONLY, SPEECH_FULL, SPEECH_BUSY, SPEECH_IO; SPEECH_MISUSE while a cursor of this handle stands on a row.
 */
SPEECH_API speech_status speech_archive_ingest(speech_archive *archive, const char *name, const void *bytes,
                                               size_t length, speech_ingest_result *result, speech_error *error);

/* The same for a file, stored under its path as given. Also SPEECH_NOT_FOUND. */
SPEECH_API speech_status speech_archive_ingest_file(speech_archive *archive, const char *path,
                                                    speech_ingest_result *result, speech_error *error);

/*
 * The same in two steps, for what a plain ingest has no parameter for and to use several cores: documents are
 * prepared in any number of threads, and one thread stores them.
 *
 *     speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated};
 *     speech_prepared *prepared = NULL;
 *     if (speech_prepare(&prepared, "report.txt", bytes, length, &options, &error) == SPEECH_OK)
 *         speech_archive_store(archive, prepared, &result, &error);
 *     speech_prepared_free(prepared);
 */
typedef struct speech_prepared speech_prepared;

/* Set struct_size to sizeof(speech_ingest_options) and the rest to 0 for the defaults. */
typedef struct speech_ingest_options {
    size_t struct_size;
    const speech_stated *stated;     /* what is known beside the text (see analysis.h); NULL: nothing */
    const speech_read_options *read; /* encoding, format and limits (see document.h); its name is not looked at, but
                                        the document's own; NULL: the defaults */
    speech_archive *known; /* a document that this archive holds already is not analysed; NULL: all are. Only a
                              hint that saves work: any handle on the file that belongs to this thread */
} speech_ingest_options;

/*
 * Does all of an ingest that needs no archive: reads and analyses the `length` bytes at `bytes` as document `name`.
 * May be called from several threads at once. *out is freed by speech_prepared_free; until then the bytes must stay as
 * they are (all else is copied). `options` may be NULL. Errors: those of speech_document_read and speech_analyze; with
 * `known` also SPEECH_BUSY, SPEECH_IO, SPEECH_CORRUPT.
 */
SPEECH_API speech_status speech_prepare(speech_prepared **out, const char *name, const void *bytes, size_t length,
                                        const speech_ingest_options *options, speech_error *error);

/*
 * Stores a prepared document in one transaction, exactly as an ingest of it at this moment would. It stays the
 * caller's, who may store it in another archive as well. Errors: those of speech_archive_ingest.
 */
SPEECH_API speech_status speech_archive_store(speech_archive *archive, speech_prepared *prepared,
                                              speech_ingest_result *result, speech_error *error);

/* Frees what speech_prepare made, in any thread. NULL is accepted. */
SPEECH_API void speech_prepared_free(speech_prepared *prepared);

/*
 * Removes the document or alias `name` in one transaction; with its last name go all rows of a document.
 * SPEECH_NOT_FOUND if there is none.
 */
SPEECH_API speech_status speech_archive_remove(speech_archive *archive, const char *name, speech_error *error);

/*
 * Groups the following ingests and removals into one transaction, which is many times faster for
 * small documents. Each is still stored whole or not at all; nothing is durable before
 * speech_archive_commit. Closing the archive without it drops the group. SPEECH_MISUSE if nested. When SQLite has
 * to give the whole group up (disk full), this and every later call until the commit return that error.
 */
SPEECH_API speech_status speech_archive_begin(speech_archive *archive, speech_error *error);
SPEECH_API speech_status speech_archive_commit(speech_archive *archive, speech_error *error);

/* ---- reading ---- */

typedef enum speech_table {
    SPEECH_DOCUMENTS, /* without the columns source and text; with aliases (the names, one a line, or NULL) */
    SPEECH_SPEECHES,  /* with like_speech_id and likeness (see speech_filter.distinct), or NULL */
    SPEECH_SECTIONS,
    SPEECH_PARAGRAPHS,
    SPEECH_DIRECTIVES,
    SPEECH_FIGURES,
    SPEECH_DOUBTS /* where the analysis should not be trusted blindly (see speech_doubt) */
} speech_table;

/*
 * Which rows to read. Set struct_size to sizeof(speech_filter) and all else to 0; then set what is to
 * be filtered. Conditions are joined by AND; a condition on something a table does not have is
 * SPEECH_MISUSE (an actor for figures, say). "Contains" compares folded text: case, full and half
 * width, traditional and simplified characters are the same.
 */
typedef struct speech_filter {
    size_t struct_size;
    int64_t document_id;        /* 0: any */
    int64_t speech_id;          /* 0: any */
    int64_t section_id;         /* this section and all below it; 0: any */
    const char *document;       /* document name contains */
    const char *speaker;        /* speaker contains */
    const char *delivered_from; /* "2021", "2021-03", "2021-03-04": on or after its first day */
    const char *delivered_to;   /* on or before its last day; a speech dated "2021" counts as its first day */
    const char *text;           /* the row's text (of sections the heading, of speeches the title) contains */
    unsigned modalities;        /* directives: OR of 1u << SPEECH_REQUIRE ...; 0: any */
    const char *actor;          /* directives: actor contains */
    const char *due_from;       /* directives: due on or after */
    const char *due_to;         /* directives: due on or before; "2025" counts as its last day */
    unsigned kinds;             /* figures: OR of 1u << SPEECH_MONEY ...; 0: any */
    const char *unit;           /* figures: unit is */
    const char *subject;        /* figures: subject contains */
    const double *value_min;    /* figures: value (or high) at least */
    const double *value_max;    /* figures: value at most */
    int masked;                 /* figures: 1 only masked, -1 only unmasked, 0 any */
    int distinct;               /* 1: no near-duplicates and nothing of them; -1: only these; 0: any (see below) */
    size_t limit;               /* at most so many rows; 0: all */
    size_t offset;              /* after leaving out so many */
} speech_filter;

/*
 * A speech is a near-duplicate if half or more of its text is that of another one in the archive: another edition, the
 * same speech in a collection or from another site. Its likeness is the resemblance of the two (A. Broder, On the
 * resemblance and containment of documents, 1997): of all different sequences of 5 letters or digits that stand in
 * either, after folding, the share that stand in both; from 0.5 on it is kept, with the distinct (not itself
 * near-duplicate) speech that was in the archive before and is most alike. Speeches of fewer than 104 characters are
 * not compared. Counts with distinct = 1 leave repetitions out.
 */

/*
 * Reads the rows of a table that pass `filter` (NULL: all), in document order. The cursor sees the
 * archive as it was at the first row. *out is freed by speech_cursor_free, before the archive is closed.
 * Errors: SPEECH_MISUSE, SPEECH_NOMEM, SPEECH_BUSY, SPEECH_IO, SPEECH_CORRUPT.
 */
SPEECH_API speech_status speech_archive_read(speech_archive *archive, speech_table table, const speech_filter *filter,
                                             speech_cursor **out, speech_error *error);

typedef enum speech_order {
    SPEECH_BY_RANK,    /* best first */
    SPEECH_BY_DATE,    /* newest first */
    SPEECH_BY_DOCUMENT /* document order */
} speech_order;

typedef enum speech_group {
    SPEECH_UNGROUPED,
    SPEECH_GROUP_BY_SECTION, /* one row for each section (or speech, where a paragraph is in none): its best paragraph
                              */
    SPEECH_GROUP_BY_SPEECH
} speech_group;

/* Set struct_size to sizeof(speech_search_options) and the rest to 0 for the defaults. */
typedef struct speech_search_options {
    size_t struct_size;
    speech_order order;
    size_t snippet_characters; /* about so many characters around the hits; 0: 60 */
    const char *mark_begin;    /* put before each hit in the snippet; NULL: "【" */
    const char *mark_end;      /* and behind it; NULL: "】" */
    speech_group group;
    /*
     * By rank, a speech that is older by so many years counts half as much, and in general half_life / (half_life +
     * age); one without a date as if it were so old. 0: only between equals does the newer one come first.
     */
    double half_life_years;
    const char *as_of; /* the date that ages are counted from; NULL: that of the newest speech */
} speech_search_options;

/*
 * Searches the paragraphs. A query is what a person types: words (all must occur), "an exact phrase",
 * -word or NOT word, OR, and parentheses; all else is literal text, so every string is a legal query.
 * A word matches wherever it is a substring of the folded text (see speech_filter). Filters stand among the words:
 *
 *     speaker:X title:X occasion:X document:X   the speech's field, or the document's name, contains X
 *     year:2021 year:2019..2024 date:2021-03..  delivered then, as in speech_filter
 *     actor:X modality:require due:2025-06..    the paragraph holds such a directive
 *     kind:money unit:X subject:X               the paragraph holds such a figure
 *     in:directives in:figures in:headings      all words must stand in one directive, in one figure and its subject,
 *                                               or in the heading of a section that begins in the paragraph
 *
 * They may be negated and grouped like words, but for in:, of which one holds for the whole query. Filters on
 * directives that must hold together are about one directive (with in:directives, the one that the words stand in), and
 * so of figures. A value with blanks stands in quotes; what has no such form, as year:soon, is a word. A query without
 * any word or filter finds nothing. The cursor's columns are those of paragraphs, then document, title, speaker,
 * delivered_on, snippet, score (higher is better), matches (paragraphs of the group that match; 1 without groups) and
 * hits: where the words stand, as a JSON array of [begin, end] in documents.text, in order, with hits that touch as
 * one. The order of equals is fixed, so that pages (limit and offset) repeat and leave out nothing as long as the
 * archive stays as it is. `filter` and `options` may be NULL. Errors: SPEECH_MISUSE (an option out of range),
 * SPEECH_NOMEM, SPEECH_BUSY, SPEECH_IO, SPEECH_CORRUPT.
 */
SPEECH_API speech_status speech_archive_search(speech_archive *archive, const char *query, const speech_filter *filter,
                                               const speech_search_options *options, speech_cursor **out,
                                               speech_error *error);

/* SPEECH_ROW: a row is ready; SPEECH_DONE: there is none left; anything else: reading failed. */
SPEECH_API speech_status speech_cursor_next(speech_cursor *cursor, speech_error *error);

/*
 * Number of columns; the name of one, valid until the cursor is freed, or NULL; the number of the one named, or -1.
 */
SPEECH_API int speech_cursor_columns(const speech_cursor *cursor);
SPEECH_API const char *speech_cursor_name(const speech_cursor *cursor, int column);
SPEECH_API int speech_cursor_column(const speech_cursor *cursor, const char *name);

typedef enum speech_type { SPEECH_NULL, SPEECH_INTEGER, SPEECH_REAL, SPEECH_TEXT } speech_type;

/*
 * The value of a column of the current row, converted as SQLite does. Text is NULL for NULL, owned by the cursor and
 * valid until it is moved or freed, whatever else is asked of it. Without a row, and of a column that there is not, the
 * answers are SPEECH_NULL, 0 and NULL.
 */
SPEECH_API speech_type speech_cursor_type(speech_cursor *cursor, int column);
SPEECH_API int64_t speech_cursor_integer(speech_cursor *cursor, int column);
SPEECH_API double speech_cursor_real(speech_cursor *cursor, int column);
SPEECH_API const char *speech_cursor_text(speech_cursor *cursor, int column);

/* Ends the reading; also after the archive was closed. NULL is accepted. */
SPEECH_API void speech_cursor_free(speech_cursor *cursor);

/*
 * The whole text of a speech, as in its source. *out is NUL-terminated and freed by speech_free, in any thread;
 * *length (may be NULL) is in bytes. SPEECH_NOT_FOUND if there is no such speech.
 */
SPEECH_API speech_status speech_archive_speech_text(speech_archive *archive, int64_t speech_id, char **out,
                                                    size_t *length, speech_error *error);

/* Frees text that a function of archive.h or ledger.h handed over. NULL is accepted. */
SPEECH_API void speech_free(void *memory);

/* Set struct_size to sizeof(speech_counts); all else is filled in. */
typedef struct speech_counts {
    size_t struct_size;
    int64_t documents;
    int64_t speeches;
    int64_t sections;
    int64_t paragraphs;
    int64_t directives;
    int64_t figures;
    int64_t text_bytes;      /* of all documents */
    int64_t file_bytes;      /* of the archive */
    int64_t aliases;         /* further names of documents */
    int64_t near_duplicates; /* speeches, see speech_filter.distinct */
} speech_counts;

/* How much is in the archive. Errors: SPEECH_MISUSE (struct_size not set), SPEECH_NOMEM, SPEECH_BUSY, SPEECH_IO ... */
SPEECH_API speech_status speech_archive_count(speech_archive *archive, speech_counts *out, speech_error *error);

/* ---- care ---- */

/* Called now and then with the work done and to do; return false to stop with SPEECH_INTERRUPTED. */
typedef bool (*speech_progress)(void *context, int64_t done, int64_t total);

/* Called for each problem found; `message` is valid during the call. */
typedef void (*speech_problem)(void *context, const char *message);

/*
 * Proves the archive: the file is sound, every row lies where it says in its document's text, and the
 * full-text index equals the paragraphs. SPEECH_OK: no problem; SPEECH_CORRUPT: at least one was
 * reported. Either callback may be NULL; both receive `context`.
 */
SPEECH_API speech_status speech_archive_check(speech_archive *archive, speech_problem problem, speech_progress progress,
                                              void *context, speech_error *error);

/*
 * Makes the full-text index anew from the paragraphs, in one transaction. Errors: SPEECH_INTERRUPTED, and those of
 * speech_archive_store but for the document's.
 */
SPEECH_API speech_status speech_archive_rebuild(speech_archive *archive, speech_progress progress, void *context,
                                                speech_error *error);

#ifdef __cplusplus
}
#endif
#endif

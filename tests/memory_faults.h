/*
 * Memory that runs short: an allocator for SQLite, and so for the library, that refuses one request or all from one on,
 * and a sweep that lets an operation meet that at every request it makes, or at many of them.
 */
#ifndef MEMORY_FAULTS_H
#define MEMORY_FAULTS_H

#include <stdarg.h>

#include "archive_fixture.h"

/* ---- the allocator ---- */

typedef enum fault_mode { FAULT_ONCE, FAULT_FROM_THEN_ON, FAULT_MODES } fault_mode;

typedef struct fault {
    sqlite3_mem_methods real;
    long requests;    /* since fault_set */
    long at;          /* the request to refuse; 0: none */
    fault_mode mode;  /* what becomes of those behind it */
    bool met;         /* it came */
    long outstanding; /* pieces that were not given back */
} fault;

static fault memory;

static inline bool fault_due(void)
{
    memory.requests++;
    bool due = memory.at != 0 &&
               (memory.requests == memory.at || (memory.mode == FAULT_FROM_THEN_ON && memory.requests > memory.at));
    memory.met |= due;
    return due;
}

static inline void *fault_malloc(int size)
{
    void *made = fault_due() ? NULL : memory.real.xMalloc(size);
    memory.outstanding += made != NULL;
    return made;
}

static inline void *fault_realloc(void *old, int size)
{
    return fault_due() ? NULL : memory.real.xRealloc(old, size);
}

static inline void fault_free(void *piece)
{
    memory.outstanding -= piece != NULL;
    memory.real.xFree(piece);
}

/* Puts the allocator under SQLite, which must not have been used yet. */
static inline bool fault_install(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real) != SQLITE_OK) return false;
    sqlite3_mem_methods methods = memory.real;
    methods.xMalloc = fault_malloc;
    methods.xRealloc = fault_realloc;
    methods.xFree = fault_free;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
}

/* From now on request number `at` is refused; 0: none is. */
static inline void fault_set(long at, fault_mode mode)
{
    memory.requests = 0;
    memory.met = false;
    memory.at = at;
    memory.mode = mode;
}

/* ---- what is swept ---- */

typedef struct sweep sweep;

/* An operation. What it finds it notes with sweep_note; that must be the same whenever it succeeds. */
typedef struct scenario {
    const char *name;
    void (*prepare)(sweep *s);      /* puts into the archive what the operation needs; NULL: there is none */
    speech_status (*run)(sweep *s); /* on s->f.archive */
    bool opens; /* it opens the archive itself; one that could not be opened can be when memory is there again */
    bool parts; /* it stores several documents: of each all or nothing is there after a failure, not of all together */
} scenario;

struct sweep {
    const scenario *scenario;
    fixture f;
    char *pristine; /* the archive's file as prepare left it */
    size_t pristine_length;
    char *before, *after; /* the state of the archive without the operation, and with it */
    char *expected;       /* what the operation notes */
    char *noted;
    size_t noted_length;
    fault_mode mode;
    long at;
};

static inline void sweep_note(sweep *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void sweep_note(sweep *s, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t length = (size_t)vsnprintf(NULL, 0, format, arguments);
    s->noted = realloc(s->noted, s->noted_length + length + 1);
    vsnprintf(s->noted + s->noted_length, length + 1, format, again);
    s->noted_length += length;
    va_end(again);
    va_end(arguments);
}

/* Notes all that a cursor gives, and frees it. Given the status of making it, the outcome of all. */
static inline speech_status sweep_read(sweep *s, speech_status status, speech_cursor *cursor)
{
    static char untouched;
    if (status != SPEECH_OK) {
        ck_assert_ptr_eq(cursor, NULL);
        return status;
    }
    ck_assert_ptr_ne(cursor, (speech_cursor *)&untouched);
    while ((status = speech_cursor_next(cursor, &s->f.error)) == SPEECH_ROW) {
        for (int i = 0; i < speech_cursor_columns(cursor); i++) {
            bool text = speech_cursor_type(cursor, i) == SPEECH_TEXT;
            const char *value = text ? speech_cursor_text(cursor, i) : NULL;
            ck_assert_msg(!text || value != NULL, "%s: a text is missing", s->scenario->name);
            if (text) sweep_note(s, "%s|", value);
            else sweep_note(s, "%g|", speech_cursor_real(cursor, i));
        }
        sweep_note(s, "\n");
    }
    speech_cursor_free(cursor);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

/* ---- the state of an archive ---- */

/* A line for all that belongs to one document, and for each entry of the ledger. */
static const char STATE[] =
    "SELECT 'document ' || d.name || ' ' || d.digest || ' ' || d.text_digest || (SELECT ' ' || count(*) || ' ' ||"
    "  total(end_byte) FROM speeches WHERE document_id = d.id) || (SELECT ' ' || count(*) || ' ' || total(t.end_byte) "
    "||"
    "  ' ' || total(t.section_id IS NULL) FROM paragraphs t JOIN speeches s ON s.id = t.speech_id"
    "  WHERE s.document_id = d.id) || (SELECT ' ' || count(*) FROM sections t JOIN speeches s ON s.id = t.speech_id"
    "  WHERE s.document_id = d.id) || (SELECT ' ' || count(*) || ' ' || count(due_on) FROM directives t"
    "  JOIN speeches s ON s.id = t.speech_id WHERE s.document_id = d.id) || (SELECT ' ' || count(*) || ' ' ||"
    "  total(value) FROM figures t JOIN speeches s ON s.id = t.speech_id WHERE s.document_id = d.id) ||"
    "  (SELECT ' ' || count(*) FROM doubts t JOIN speeches s ON s.id = t.speech_id WHERE s.document_id = d.id) ||"
    "  coalesce((SELECT ' stated ' || coalesce(title, '') || coalesce(speaker, '') FROM document_statements"
    "  WHERE document_id = d.id), '') FROM documents d "
    "UNION ALL SELECT 'alias ' || a.name || ' of ' || d.name FROM document_aliases a JOIN documents d "
    "  ON d.id = a.document_id "
    "UNION ALL SELECT 'alike ' || d.name || ' ' || o.name || ' ' || n.likeness FROM near_duplicates n "
    "  JOIN speeches s ON s.id = n.speech_id JOIN documents d ON d.id = s.document_id "
    "  JOIN speeches p ON p.id = n.other_id JOIN documents o ON o.id = p.document_id "
    "UNION ALL SELECT 'task ' || document || ' ' || text || coalesce(lead, '') FROM tasks "
    "UNION ALL SELECT 'mark ' || id || ' ' || task_id || status || coalesce(note, '') FROM task_history "
    "UNION ALL SELECT 'assigned ' || id || ' ' || task_id || coalesce(lead, '') || coalesce(due_on, '') "
    "  FROM task_assignments ORDER BY 1";

/* The lines, each ended by LF; freed by the caller. */
static inline char *state_read(sweep *s)
{
    sqlite3_stmt *statement = NULL;
    if (s->f.archive == NULL) return strdup("");
    char *kept = s->noted, *state;
    size_t kept_length = s->noted_length;
    s->noted = NULL;
    s->noted_length = 0;
    sweep_note(s, "%s", "");
    ck_assert_msg(sqlite3_prepare_v2(s->f.archive->db, STATE, -1, &statement, NULL) == SQLITE_OK, "%s",
                  sqlite3_errmsg(s->f.archive->db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        sweep_note(s, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    ck_assert_int_eq(sqlite3_finalize(statement), SQLITE_OK);
    state = s->noted;
    s->noted = kept;
    s->noted_length = kept_length;
    return state;
}

/* Is every line of the state one of the state before or after? What is alike depends on what else is there. */
static inline bool state_is_whole(const sweep *s, const char *state)
{
    for (const char *at = state, *end; *at != '\0'; at = end + 1) {
        char line[4096];
        end = strchr(at, '\n');
        snprintf(line, sizeof line, "%.*s\n", (int)(end - at), at);
        if (strncmp(line, "alike ", 6) == 0) continue;
        if (strstr(s->before, line) == NULL && strstr(s->after, line) == NULL) return false;
    }
    return true;
}

/* ---- the sweep ---- */

#define SWEEP_ASSERT(s, condition, what)                                                                               \
    ck_assert_msg(condition, "%s, request %ld%s: %s (%s)", (s)->scenario->name, (s)->at,                               \
                  (s)->mode == FAULT_ONCE ? "" : " and all behind it", what, (s)->f.error.message)

/* Opens the archive; what is done to it need not survive a power cut. */
static inline void sweep_open(sweep *s, unsigned flags)
{
    fixture_open(&s->f, flags);
    ck_assert_int_eq(sqlite3_exec(s->f.archive->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
}

static inline void archive_file_put(sweep *s)
{
    char other[128];
    const char *const ends[] = {"-wal", "-shm", "-journal"};
    for (int i = 0; i < 3; i++) {
        snprintf(other, sizeof other, "%s%s", s->f.path, ends[i]);
        remove(other);
    }
    remove(s->f.path);
    if (s->scenario->prepare == NULL) return;
    FILE *out = fopen(s->f.path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(s->pristine, 1, s->pristine_length, out), s->pristine_length);
    fclose(out);
}

/* Makes the archive, and finds out what the operation does when nothing is short. Returns its number of requests. */
static inline long sweep_start(sweep *s, const scenario *c)
{
    *s = (sweep){.scenario = c};
    fixture_start(&s->f);
    if (c->prepare != NULL) {
        sweep_open(s, SPEECH_OPEN_CREATE);
        c->prepare(s);
        s->before = state_read(s);
        fixture_close(&s->f);
        s->pristine = read_file(s->f.path, &s->pristine_length);
        if (!c->opens) sweep_open(s, SPEECH_OPEN_READ_WRITE);
    } else {
        s->before = strdup("");
    }
    free(s->noted);
    s->noted = NULL;
    s->noted_length = 0;
    sweep_note(s, "%s", "");
    fault_set(0, FAULT_ONCE);
    speech_status status = c->run(s);
    long requests = memory.requests;
    SWEEP_ASSERT(s, status == SPEECH_OK, "fails without a fault");
    s->after = state_read(s);
    s->expected = strdup(s->noted);
    fixture_close(&s->f);
    archive_file_put(s);
    return requests;
}

static inline void sweep_end(sweep *s)
{
    fixture_end(&s->f);
    free(s->pristine);
    free(s->before);
    free(s->after);
    free(s->expected);
    free(s->noted);
}

/* The archive that could not be opened for want of memory is whole. */
static inline void sweep_open_again(sweep *s)
{
    sweep_open(s, SPEECH_OPEN_CREATE);
    char *state = state_read(s);
    SWEEP_ASSERT(s, strcmp(state, s->after) == 0, "opened again, the archive is another");
    free(state);
}

/* What must hold after the operation. Returns whether the archive is as it was. */
static inline bool sweep_judge(sweep *s, speech_status status, bool proof)
{
    SWEEP_ASSERT(s, status == SPEECH_OK || status == SPEECH_NOMEM, speech_status_text(status));
    SWEEP_ASSERT(s, memory.met || status == SPEECH_OK, "memory is said to be short, and is not");
    SWEEP_ASSERT(s, status == SPEECH_OK || s->f.error.status == status, "the error tells another status");
    SWEEP_ASSERT(s, status != SPEECH_OK || strcmp(s->noted, s->expected) == 0, "another result");
    memory.at = 0;
    char *state = state_read(s);
    bool same = strcmp(state, s->before) == 0, done = strcmp(state, s->after) == 0;
    SWEEP_ASSERT(s, status != SPEECH_OK || done, "it succeeded, but is not done");
    SWEEP_ASSERT(s, status == SPEECH_OK || same || (s->scenario->parts && state_is_whole(s, state)),
                 "it failed, and left something behind");
    if (status != SPEECH_OK && s->scenario->opens) sweep_open_again(s);
    if (proof && s->f.archive != NULL)
        SWEEP_ASSERT(s, speech_archive_check(s->f.archive, NULL, NULL, NULL, &s->f.error) == SPEECH_OK,
                     "the archive does not pass its check");
    free(state);
    return same;
}

/* Runs the operation once with its fault. */
static inline speech_status sweep_once(sweep *s)
{
    s->noted_length = 0;
    s->noted[0] = '\0';
    s->f.error = (speech_error){.message = ""};
    fault_set(s->at, s->mode);
    speech_status status = s->scenario->run(s);
    memory.at = 0;
    return status;
}

static inline void sweep_close(sweep *s, long outstanding)
{
    fixture_close(&s->f);
    SWEEP_ASSERT(s, memory.outstanding == outstanding, "memory is not given back");
}

enum { PROOF_EVERY = 8 };

/*
 * One walk through the requests, beginning with `first` and going on by `step`. With a handle for each fault all is
 * made anew, with one that is kept the operation meets what a failure before has left in it.
 */
static inline void sweep_walk(sweep *s, fault_mode mode, bool keep, long first, long step)
{
    bool met = true;
    long outstanding = memory.outstanding;
    s->mode = mode;
    s->at = first;
    for (long round = 0; met; s->at += step, round++) {
        bool fresh = s->scenario->prepare == NULL || s->scenario->opens;
        if (s->f.archive == NULL && !fresh) sweep_open(s, SPEECH_OPEN_READ_WRITE);
        speech_status status = sweep_once(s);
        met = memory.met;
        bool same = sweep_judge(s, status, !met || round % PROOF_EVERY == 0);
        if (!keep || !same || fresh) sweep_close(s, outstanding);
        if (!same || fresh) archive_file_put(s);
    }
    sweep_close(s, outstanding);
}

/* How many requests of a long operation a walk meets; the variable SPEECH_SWEEP lets it meet more, 0 all. */
static inline long sweep_most(void)
{
    enum { USUAL = 40 };
    const char *more = getenv("SPEECH_SWEEP");
    return more == NULL ? USUAL : atol(more);
}

/* The four walks begin at different requests, so that together they meet more of them. */
static inline void sweep_run(const scenario *c)
{
    sweep s;
    long requests = sweep_start(&s, c), most = sweep_most();
    long step = most == 0 ? 1 : requests / most + 1;
    for (int walk = 0; walk < 2 * FAULT_MODES; walk++)
        sweep_walk(&s, (fault_mode)(walk % FAULT_MODES), walk >= FAULT_MODES, 1 + walk * step / (2 * FAULT_MODES),
                   step);
    if (getenv("SPEECH_SWEEP") != NULL) fprintf(stderr, "%s: %ld requests, every %ld\n", c->name, requests, step);
    sweep_end(&s);
}

#endif

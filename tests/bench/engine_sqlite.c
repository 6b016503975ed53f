/*
 * SQLite's own ways to search: FTS5 with the tokenizer `trigram` over a table of the paragraphs, LIKE over that table
 * (a scan, hence the truth), and FTS5's own rank (bm25) over the index in our archive, as someone with a stock sqlite3
 * would ask it.
 */
#include "engine.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "measure.h"
#include "paragraphs.h"

enum { EXPRESSION_SIZE = 1024 };

static bool succeeded(sqlite3 *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return true;
    fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
    return false;
}

static bool run(sqlite3 *db, const char *sql)
{
    return succeeded(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static void *open_file(const char *path, int flags)
{
    sqlite3 *db = NULL;
    if (succeeded(db, sqlite3_open_v2(path, &db, flags, NULL))) return db;
    sqlite3_close(db);
    return NULL;
}

static void *open_read_only(const char *path)
{
    sqlite3 *db = open_file(path, SQLITE_OPEN_READONLY);
    if (db != NULL) run(db, "PRAGMA cache_size = -32768"); /* as much as ours */
    return db;
}

static void close_file(void *engine)
{
    sqlite3_close(engine);
}

/* ---- building ---- */

/* The index stands apart from the text, and takes as large batches as ours: both are faster than FTS5's defaults. */
static const char TRIGRAM_SCHEMA[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;"
    "CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, year INTEGER NOT NULL, text TEXT NOT NULL);"
    "CREATE VIRTUAL TABLE text_index USING fts5 (text, content = 'paragraphs', content_rowid = 'id',"
    "                                            tokenize = 'trigram');"
    "INSERT INTO text_index (text_index, rank) VALUES ('hashsize', 67108864);";

static bool insert_paragraphs(sqlite3 *db, const char *source)
{
    paragraph_reader reader;
    paragraph p;
    sqlite3_stmt *insert = NULL;
    bool done = paragraphs_open(&reader, source) &&
                succeeded(db, sqlite3_prepare_v2(db, "INSERT INTO paragraphs VALUES (?1, ?2, ?3)", -1, &insert, NULL));
    while (done && paragraphs_next(&reader, &p)) {
        sqlite3_bind_int64(insert, 1, p.id);
        sqlite3_bind_int(insert, 2, p.year);
        sqlite3_bind_text(insert, 3, p.text, (int)p.length, SQLITE_STATIC);
        done = succeeded(db, sqlite3_step(insert)) && sqlite3_reset(insert) == SQLITE_OK;
    }
    sqlite3_finalize(insert);
    paragraphs_close(&reader);
    return done;
}

static bool build_trigram(const char *source, const char *path, double *index_seconds)
{
    sqlite3 *db = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    bool done =
        db != NULL && run(db, TRIGRAM_SCHEMA) && run(db, "BEGIN") && insert_paragraphs(db, source) && run(db, "COMMIT");
    double start = clock_seconds();
    done = done && run(db, "INSERT INTO text_index (text_index) VALUES ('rebuild')");
    *index_seconds = clock_seconds() - start;
    return sqlite3_close(db) == SQLITE_OK && done;
}

/* ---- searching ---- */

/* Reads all rows of a statement: id, then texts. */
static bool read_rows(sqlite3 *db, sqlite3_stmt *rows, bench_hits *hits)
{
    int code;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        size_t bytes = 0;
        for (int i = 1; i < sqlite3_column_count(rows); i++)
            if (sqlite3_column_text(rows, i) != NULL) bytes += (size_t)sqlite3_column_bytes(rows, i);
        bench_hit(hits, sqlite3_column_int64(rows, 0), bytes);
    }
    return succeeded(db, code);
}

/* Runs a query that has some of the parameters :first, :second (words), :from, :to (years) and :limit. */
static bool ask(sqlite3 *db, const char *sql, const char *const words[2], const bench_query *q, size_t limit,
                bench_hits *hits)
{
    sqlite3_stmt *rows = NULL;
    if (!succeeded(db, sqlite3_prepare_v2(db, sql, -1, &rows, NULL))) return false;
    /* A parameter that is not there has the index 0, which SQLite refuses and we do not mind. */
    sqlite3_bind_text(rows, sqlite3_bind_parameter_index(rows, ":first"), words[0], -1, SQLITE_STATIC);
    sqlite3_bind_text(rows, sqlite3_bind_parameter_index(rows, ":second"), words[1], -1, SQLITE_STATIC);
    sqlite3_bind_int(rows, sqlite3_bind_parameter_index(rows, ":from"), q->from_year);
    sqlite3_bind_int(rows, sqlite3_bind_parameter_index(rows, ":to"), q->to_year);
    sqlite3_bind_int64(rows, sqlite3_bind_parameter_index(rows, ":limit"), (sqlite3_int64)limit);
    bool done = read_rows(db, rows, hits);
    sqlite3_finalize(rows);
    return done;
}

/* Joins the expressions of a query's words as FTS5 wants it. */
static void join_expressions(char *joined, const bench_query *q, void (*write)(char *, const char *))
{
    static const char *const JOINTS[] = {
        [BENCH_WORD] = "", [BENCH_AND] = " AND ", [BENCH_OR] = " OR ", [BENCH_NOT] = " NOT "};
    write(joined, q->words[0]);
    if (q->words[1] == NULL) return;
    strcat(joined, JOINTS[q->form]);
    write(joined + strlen(joined), q->words[1]);
}

static void write_quoted(char *expression, const char *word)
{
    sprintf(expression, "\"%s\"", word);
}

static bool search_trigram(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    static const char *const SQL[2][2] = {
        {"SELECT rowid FROM text_index WHERE text_index MATCH :first",
         "SELECT f.rowid FROM text_index f CROSS JOIN paragraphs p ON p.id = f.rowid "
         "WHERE f.text_index MATCH :first AND p.year BETWEEN :from AND :to"},
        {"SELECT rowid, snippet(text_index, 0, '[', ']', '…', 40) FROM text_index "
         "WHERE text_index MATCH :first ORDER BY rank LIMIT :limit",
         "SELECT f.rowid, snippet(text_index, 0, '[', ']', '…', 40) FROM text_index f CROSS JOIN paragraphs p "
         "ON p.id = f.rowid WHERE f.text_index MATCH :first AND p.year BETWEEN :from AND :to ORDER BY f.rank LIMIT "
         ":limit"}};
    char expression[EXPRESSION_SIZE];
    const char *words[2] = {expression, NULL};
    join_expressions(expression, q, write_quoted);
    return ask(engine, SQL[limit > 0][q->from_year != BENCH_NO_YEAR], words, q, limit, hits);
}

/* The word as our index holds it: as the phrase of its pairs of characters, or as the start of a pair. */
static void write_pairs(char *expression, const char *word)
{
    size_t length = strlen(word);
    if (length == 3) {
        sprintf(expression, "grams : %s *", word);
        return;
    }
    char *at = expression + sprintf(expression, "grams : \"");
    for (size_t i = 0; i + 6 <= length; i += 3) at += sprintf(at, "%.6s ", word + i);
    strcpy(at - 1, "\"");
}

static bool search_rank(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    static const char *const SQL[2][2] = {
        {"SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH :first",
         "SELECT f.rowid FROM paragraphs_fts f CROSS JOIN paragraphs p ON p.id = f.rowid JOIN speeches s "
         "ON s.id = p.speech_id WHERE f.paragraphs_fts MATCH :first AND CAST(substr(s.delivered_on, 1, 4) AS INTEGER) "
         "BETWEEN :from AND :to"},
        {"SELECT f.rowid, p.text FROM paragraphs_fts f CROSS JOIN paragraphs p ON p.id = f.rowid "
         "WHERE f.paragraphs_fts MATCH :first ORDER BY f.rank LIMIT :limit",
         "SELECT f.rowid, p.text FROM paragraphs_fts f CROSS JOIN paragraphs p ON p.id = f.rowid JOIN speeches s "
         "ON s.id = p.speech_id WHERE f.paragraphs_fts MATCH :first "
         "AND CAST(substr(s.delivered_on, 1, 4) AS INTEGER) BETWEEN :from AND :to ORDER BY f.rank LIMIT :limit"}};
    char expression[EXPRESSION_SIZE];
    const char *words[2] = {expression, NULL};
    join_expressions(expression, q, write_pairs);
    return ask(engine, SQL[limit > 0][q->from_year != BENCH_NO_YEAR], words, q, limit, hits);
}

/* LIKE, ranked by the number of times that the first word occurs. */
static bool search_like(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    static const char *const CONDITIONS[] = {
        [BENCH_WORD] = "text LIKE '%' || :first || '%'",
        [BENCH_AND] = "text LIKE '%' || :first || '%' AND text LIKE '%' || :second || '%'",
        [BENCH_OR] = "(text LIKE '%' || :first || '%' OR text LIKE '%' || :second || '%')",
        [BENCH_NOT] = "text LIKE '%' || :first || '%' AND text NOT LIKE '%' || :second || '%'"};
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT id%s FROM paragraphs WHERE %s%s%s", limit == 0 ? "" : ", text",
             CONDITIONS[q->form], q->from_year == BENCH_NO_YEAR ? "" : " AND year BETWEEN :from AND :to",
             limit == 0 ? "" : " ORDER BY length(text) - length(replace(text, :first, '')) DESC LIMIT :limit");
    return ask(engine, sql, q->words, q, limit, hits);
}

const bench_engine engine_trigram = {
    .name = "trigram",
    .about = "FTS5 with the tokenizer trigram, rank and snippet()",
    .build = build_trigram,
    .open = open_read_only,
    .search = search_trigram,
    .close = close_file,
};

const bench_engine engine_rank = {
    .name = "rank",
    .about =
        "FTS5's own rank (bm25) on our archive's index, by a stock SQLite; whole texts, as it has no snippet there",
    .shares = "archive",
    .open = open_read_only,
    .search = search_rank,
    .close = close_file,
};

const bench_engine engine_like = {
    .name = "like",
    .about = "LIKE over every paragraph: the truth; ranked by occurrences",
    .shares = "trigram",
    .open = open_read_only,
    .search = search_like,
    .close = close_file,
};

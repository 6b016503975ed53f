/*
 * Opening an archive that is damaged or hostile, and all that is done with one. What begins as an SQLite file is taken
 * as it is. Else the input is a list of changes to a small archive: bytes of its file, and values of its rows.
 */
#include "archive_texts.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_BYTES = 512, VALUE_LIMIT = 64 };

static const char SQLITE_HEAD[] = "SQLite format 3";

/* ---- the file ---- */

static char directory[64], path[80], made_path[80];

static void remove_files(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static void remove_directory(void)
{
    remove_files();
    unlink(made_path);
    rmdir(directory);
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    FILE *out = fopen(name, "wb");
    require(out != NULL && fwrite(bytes, 1, size, out) == size && fclose(out) == 0, "a file can be written");
}

static void run_sql(sqlite3 *db, const char *sql)
{
    sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* An archive of small pages, so that a change hits much, and that takes NULL anywhere; the bytes of its file. */
static unsigned char *make_archive(size_t *size)
{
    struct stat info;
    const char *memory = stat("/dev/shm", &info) == 0 && S_ISDIR(info.st_mode) ? "/dev/shm" : "/tmp";
    snprintf(directory, sizeof directory, "%s/speech-fuzz-XXXXXX", memory);
    require(mkdtemp(directory) != NULL, "a directory can be made");
    snprintf(path, sizeof path, "%s/archive.db", directory);
    snprintf(made_path, sizeof made_path, "%s/made.db", directory);
    atexit(remove_directory);
    speech_archive *archive = archive_of_texts(made_path);
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DOING, .happened_on = "2023-05-01"};
    require(speech_archive_mark(archive, 1, &mark, NULL) == SPEECH_OK, "a task can be marked");
    speech_archive_close(archive);
    sqlite3 *db = NULL;
    require(sqlite3_open(made_path, &db) == SQLITE_OK, "an archive is an SQLite file");
    run_sql(db, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA writable_schema = ON;"
                "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'");
    sqlite3_close(db);
    require(speech_archive_open(&archive, made_path, SPEECH_OPEN_READ_ONLY, NULL) == SPEECH_OK, "it is an archive");
    require(speech_archive_check(archive, NULL, NULL, NULL, NULL) == SPEECH_OK, "it is sound");
    speech_archive_close(archive);
    require(stat(made_path, &info) == 0, "the file is there");
    *size = (size_t)info.st_size;
    unsigned char *bytes = malloc(*size);
    FILE *in = fopen(made_path, "rb");
    require(bytes != NULL && in != NULL && fread(bytes, 1, *size, in) == *size, "the file can be read");
    fclose(in);
    return bytes;
}

/* ---- changes ---- */

/* The changes that are still to be made. */
typedef struct changes {
    const uint8_t *data;
    size_t size;
} changes;

static unsigned next_number(changes *c)
{
    if (c->size == 0) return 0;
    c->size--;
    return *c->data++;
}

static size_t next_bytes(changes *c, const uint8_t **bytes, size_t limit)
{
    size_t length = next_number(c) % limit;
    if (length > c->size) length = c->size;
    *bytes = c->data;
    c->data += length;
    c->size -= length;
    return length;
}

/* Other bytes somewhere in a page, or at the head of one. */
static void change_bytes(changes *c, unsigned char *bytes, size_t size)
{
    const uint8_t *with = NULL;
    size_t page = (next_number(c) | next_number(c) << 8) % (size / PAGE_BYTES);
    size_t at = page * PAGE_BYTES + next_number(c) * 2;
    size_t length = next_bytes(c, &with, 16);
    if (at + length <= size) memcpy(bytes + at, with, length);
}

static const char *const columns[] = {"documents.name",
                                      "documents.media_type",
                                      "documents.encoding",
                                      "documents.digest",
                                      "documents.text_bytes",
                                      "documents.source",
                                      "documents.text",
                                      "documents.replaced",
                                      "documents.title",
                                      "documents.text_digest",
                                      "speeches.document_id",
                                      "speeches.ordinal",
                                      "speeches.title",
                                      "speeches.speaker",
                                      "speeches.delivered_on",
                                      "speeches.begin_byte",
                                      "speeches.end_byte",
                                      "sections.speech_id",
                                      "sections.parent_id",
                                      "sections.level",
                                      "sections.heading",
                                      "sections.begin_byte",
                                      "sections.end_byte",
                                      "paragraphs.speech_id",
                                      "paragraphs.section_id",
                                      "paragraphs.text",
                                      "paragraphs.begin_byte",
                                      "paragraphs.end_byte",
                                      "paragraphs.id",
                                      "directives.modality",
                                      "directives.actor",
                                      "directives.due_on",
                                      "directives.text",
                                      "directives.begin_byte",
                                      "directives.end_byte",
                                      "directives.paragraph_id",
                                      "figures.kind",
                                      "figures.value",
                                      "figures.unit",
                                      "figures.text",
                                      "figures.begin_byte",
                                      "figures.end_byte",
                                      "figures.directive_id",
                                      "doubts.kind",
                                      "doubts.share",
                                      "doubts.begin_byte",
                                      "doubts.end_byte",
                                      "paragraph_facts.block",
                                      "paragraph_facts.facts",
                                      "archive_info.value",
                                      "document_aliases.name",
                                      "near_duplicates.other_id",
                                      "near_duplicates.likeness",
                                      "likeness_keys.key",
                                      "likeness_keys.speech_id",
                                      "tasks.text",
                                      "tasks.due_on",
                                      "tasks.lead",
                                      "task_history.status",
                                      "task_history.happened_on",
                                      "directive_bodies.role",
                                      "directive_bodies.name",
                                      "paragraphs_fts_data.block",
                                      "paragraphs_fts_docsize.sz",
                                      "paragraphs_fts_config.v",
                                      "paragraphs_fts_idx.pgno"};

/* Another value of any type in a column, of one row or of all. */
static void change_value(changes *c, sqlite3 *db)
{
    const char *column = columns[next_number(c) % (sizeof columns / sizeof *columns)];
    unsigned row = next_number(c), type = next_number(c) % 4;
    const uint8_t *bytes = NULL;
    size_t length = next_bytes(c, &bytes, VALUE_LIMIT);
    char sql[256], *own = copy_of(bytes, length);
    const char *dot = strchr(column, '.');
    snprintf(sql, sizeof sql, "UPDATE OR REPLACE %.*s SET %s = ?1 WHERE ?2 = 0 OR ?2 = (SELECT count(*) FROM %.*s)",
             (int)(dot - column), column, dot + 1, (int)(dot - column), column);
    if (row > 0)
        snprintf(sql, sizeof sql, "UPDATE OR REPLACE %.*s SET %s = ?1 WHERE rowid = ?2", (int)(dot - column), column,
                 dot + 1);
    sqlite3_stmt *update = NULL;
    sqlite3_prepare_v2(db, sql, -1, &update, NULL);
    if (type == 0) sqlite3_bind_int64(update, 1, strtoll(own, NULL, 0));
    if (type == 1) sqlite3_bind_text(update, 1, own, (int)length, SQLITE_TRANSIENT);
    if (type == 2) sqlite3_bind_blob(update, 1, own, (int)length, SQLITE_TRANSIENT);
    sqlite3_bind_int64(update, 2, row);
    sqlite3_step(update);
    sqlite3_finalize(update);
    free(own);
}

/* Changes to values until a mark, made by an SQLite without any care. */
static void change_values(changes *c)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) == SQLITE_OK) {
        run_sql(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;"
                    "PRAGMA journal_mode = MEMORY; BEGIN");
        while (c->size > 0 && next_number(c) % 8 != 0) change_value(c, db);
        run_sql(db, "COMMIT");
    }
    sqlite3_close(db);
}

/* Writes the file that the input stands for. */
static void make_file(const uint8_t *data, size_t size)
{
    static unsigned char *made, *changed;
    static size_t made_size;
    if (made == NULL) {
        made = make_archive(&made_size);
        changed = malloc(made_size);
    }
    remove_files();
    if (size >= sizeof SQLITE_HEAD && memcmp(data, SQLITE_HEAD, sizeof SQLITE_HEAD) == 0) {
        write_file(path, data, size);
        return;
    }
    changes c = {data, size};
    write_file(path, made, made_size);
    change_values(&c);
    if (c.size == 0) return;
    FILE *in = fopen(path, "rb");
    size_t read = in == NULL ? 0 : fread(changed, 1, made_size, in);
    if (in != NULL) fclose(in);
    while (c.size > 0 && read >= PAGE_BYTES) change_bytes(&c, changed, read);
    write_file(path, changed, read);
}

/* ---- what is done with an archive ---- */

/* Damage is told as damage, not as a lack of memory or a fault of the library. */
static void tell(speech_status status, const speech_error *error)
{
    if (status == SPEECH_OK) return;
    require_error(status, error);
    require(status != SPEECH_NOMEM, "there is memory enough");
}

static void end(speech_status status, speech_cursor *cursor, const speech_error *error)
{
    if (status == SPEECH_OK) drain(cursor, true);
    else tell(status, error);
}

static void read_all(speech_archive *archive)
{
    speech_cursor *cursor = NULL;
    speech_error error = {.status = SPEECH_OK};
    for (int table = SPEECH_DOCUMENTS; table <= SPEECH_DOUBTS; table++) {
        speech_filter filter = {.struct_size = sizeof filter, .speech_id = table % 2, .document = "speech"};
        cursor = NULL;
        end(speech_archive_read(archive, (speech_table)table, &filter, &cursor, &error), cursor, &error);
    }
    for (int64_t speech = 1; speech <= 4; speech++) {
        char *text = NULL;
        tell(speech_archive_speech_text(archive, speech, &text, NULL, &error), &error);
        speech_free(text);
    }
    speech_counts counts;
    tell(speech_archive_count(archive, &counts, &error), &error);
}

static void search_all(speech_archive *archive)
{
    static const char *const queries[] = {"水务",
                                          "水库12座",
                                          "市 -改革",
                                          "改",
                                          "in:directives 要 actor:水务局",
                                          "in:figures 元 kind:money",
                                          "in:headings 工程 year:2023",
                                          "gdp OR 云岭"};
    speech_error error = {.status = SPEECH_OK};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        speech_search_options options = {
            .struct_size = sizeof options, .order = (speech_order)(i % 3), .group = (speech_group)(i / 3)};
        speech_cursor *cursor = NULL;
        end(speech_archive_search(archive, queries[i], NULL, &options, &cursor, &error), cursor, &error);
        cursor = NULL;
        end(speech_archive_concordance(archive, queries[i], NULL, NULL, &cursor, &error), cursor, &error);
    }
    speech_trend_options trend = {.struct_size = sizeof trend, .words = queries, .word_count = 3};
    speech_cursor *cursor = NULL;
    end(speech_archive_trend(archive, &trend, NULL, &cursor, &error), cursor, &error);
}

static void use_ledger(speech_archive *archive)
{
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2024-01-01"};
    speech_cursor *cursor = NULL;
    speech_error error = {.status = SPEECH_OK};
    end(speech_archive_tasks(archive, &filter, &cursor, &error), cursor, &error);
    cursor = NULL;
    end(speech_archive_task_history(archive, 1, &cursor, &error), cursor, &error);
    for (int format = SPEECH_HANDOUT_MARKDOWN; format <= SPEECH_HANDOUT_CALENDAR; format++) {
        speech_handout_options options = {.struct_size = sizeof options,
                                          .format = (speech_handout_format)format,
                                          .grouping = (speech_handout_grouping)(format % 2),
                                          .stamp = "20260701T080000Z"};
        char *page = NULL;
        tell(speech_archive_handout(archive, &filter, &options, &page, &error), &error);
        speech_free(page);
    }
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DONE, .happened_on = "2023-06-01"};
    tell(speech_archive_mark(archive, 2, &mark, &error), &error);
}

static void write_all(speech_archive *archive)
{
    const char *text = archive_texts[2];
    speech_error error = {.status = SPEECH_OK};
    tell(speech_archive_ingest(archive, "folder/speech-0.txt", text, strlen(text), NULL, &error), &error);
    tell(speech_archive_ingest(archive, "new.txt", archive_texts[1], strlen(archive_texts[1]) - 20, NULL, &error),
         &error);
    tell(speech_archive_remove(archive, "folder/speech-1.txt", &error), &error);
    tell(speech_archive_check(archive, NULL, NULL, NULL, &error), &error);
    tell(speech_archive_rebuild(archive, NULL, NULL, &error), &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_archive *archive = NULL;
    speech_error error = {.status = SPEECH_OK};
    unsigned choice = take_choice(data, &size, 256), flags = choice % 3, part = choice / 3 % 5; /* 0: all of them */
    make_file(data, size);
    speech_status status = speech_archive_open(&archive, path, flags, &error);
    if (status != SPEECH_OK) {
        require(archive == NULL, "a failure leaves the output untouched");
        tell(status, &error);
        return 0;
    }
    tell(speech_archive_check(archive, NULL, NULL, NULL, &error), &error);
    static void (*const parts[])(speech_archive *) = {read_all, search_all, use_ledger, write_all};
    for (unsigned i = 0; i < 4; i++)
        if (part == 0 || part == i + 1) parts[i](archive);
    speech_archive_close(archive);
    return 0;
}

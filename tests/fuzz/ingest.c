/*
 * Ingesting any bytes into an archive, twice and under another name, and removing them: the archive proves sound each
 * time, and every paragraph is found by words of its own.
 */
#include "archive_texts.h"

enum { WORD_BYTES = 24 };

static void tell_problem(void *context, const char *message)
{
    (void)context;
    fprintf(stderr, "check: %s\n", message);
}

static void require_sound(speech_archive *archive)
{
    speech_error error;
    require(speech_archive_check(archive, tell_problem, NULL, NULL, &error) == SPEECH_OK, "an archive proves sound");
}

/* Is it a Chinese character, or a letter or digit of ASCII, which folding leaves apart from those beside it? */
static bool is_plain(utf8proc_int32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t next_character(const char *text, size_t at, utf8proc_int32_t *character)
{
    utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)text + at, -1, character);
    return at + (width > 0 ? (size_t)width : 1);
}

/* Plain characters from text[place..), as a phrase. The last of them is left out: what follows may melt into it. */
static bool phrase_of(const char *text, size_t place, char out[WORD_BYTES + 3])
{
    utf8proc_int32_t c = 0;
    size_t at = place, next, last = 0;
    while (text[at] != '\0' && (next_character(text, at, &c), !is_plain(c))) at++;
    size_t end = at;
    while (text[end] != '\0' && (next = next_character(text, end, &c), is_plain(c)) && next - at <= WORD_BYTES) {
        last = end;
        end = next;
    }
    snprintf(out, WORD_BYTES + 3, "\"%.*s\"", (int)(last > at ? last - at : 0), text + at);
    return last > at;
}

/* Looks for words of a paragraph, which has to be among the hits. */
static void require_found(speech_archive *archive, int64_t paragraph, const char *phrase)
{
    speech_cursor *hits = NULL;
    speech_error error;
    bool found = false;
    require(speech_archive_search(archive, phrase, NULL, NULL, &hits, &error) == SPEECH_OK, "any string is a query");
    while (speech_cursor_next(hits, &error) == SPEECH_ROW) found = found || speech_cursor_integer(hits, 0) == paragraph;
    speech_cursor_free(hits);
    require(found, "a paragraph is found by its words");
}

/* Looks for words from somewhere in the first paragraph of a document. */
static void search_paragraph(speech_archive *archive, int64_t document, unsigned place)
{
    speech_filter filter = {.struct_size = sizeof filter, .document_id = document};
    speech_cursor *cursor = NULL;
    require(speech_archive_read(archive, SPEECH_PARAGRAPHS, &filter, &cursor, NULL) == SPEECH_OK, "rows can be read");
    char *text = NULL;
    int64_t id = 0;
    if (speech_cursor_next(cursor, NULL) == SPEECH_ROW) {
        const char *own = speech_cursor_text(cursor, speech_cursor_column(cursor, "text"));
        id = speech_cursor_integer(cursor, 0);
        text = copy_of(own, strlen(own));
    }
    speech_cursor_free(cursor);
    char phrase[WORD_BYTES + 3];
    if (text != NULL && text[0] != '\0' && phrase_of(text, place % strlen(text), phrase))
        require_found(archive, id, phrase);
    free(text);
}

static void read_tables(speech_archive *archive)
{
    for (int table = SPEECH_DOCUMENTS; table <= SPEECH_DOUBTS; table++) {
        speech_cursor *cursor = NULL;
        speech_status status = speech_archive_read(archive, (speech_table)table, NULL, &cursor, NULL);
        require(status == SPEECH_OK, "every table can be read");
        drain(cursor, false);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_archive *archive = archive_afresh();
    speech_ingest_result result = {.struct_size = sizeof result};
    speech_error error = {.status = SPEECH_OK};
    unsigned place = take_choice(data, &size, 256), half = take_choice(data, &size, 2);
    speech_status status = speech_archive_ingest(archive, "new.txt", data, size, &result, &error);
    if (status != SPEECH_OK) {
        require(status != SPEECH_MISUSE, error.message);
        require_error(status, &error);
        return 0;
    }
    require_sound(archive);
    read_tables(archive);
    search_paragraph(archive, result.document_id, place);
    require(speech_archive_ingest(archive, "new.txt", data, size, &result, &error) == SPEECH_OK, "it comes again");
    require(result.outcome == SPEECH_UNCHANGED || result.outcome == SPEECH_DUPLICATE, "the same again changes nothing");
    require(speech_archive_ingest(archive, "copy.txt", data, size, &result, &error) == SPEECH_OK, "a copy is taken");
    require(result.outcome == SPEECH_DUPLICATE, "a copy is told");
    status = speech_archive_ingest(archive, "new.txt", data, half == 0 ? size / 2 : size - size / 4, &result, &error);
    if (status != SPEECH_OK) require_error(status, &error);
    require_sound(archive);
    require(speech_archive_remove(archive, "new.txt", &error) == SPEECH_OK, "what was stored can be removed");
    require_sound(archive);
    return 0;
}

/*
 * Queries over a small archive: any string is one, and finds what a look at every paragraph finds. The paragraphs
 * are folded by utf8proc as a whole, as in random_queries.h; a query of one plain word is decided by strstr.
 */
#include "archive_texts.h"

#include "query.h"

#include "simplified.h"
#include "utf8.h"

enum { PARAGRAPH_LIMIT = 64, SNIPPET_LIMIT = 200 };

typedef struct paragraph {
    int64_t id;
    char *folded;
    bool found;
} paragraph;

static paragraph paragraphs[PARAGRAPH_LIMIT];
static size_t paragraph_count;

/* The folding of reference; NULL: not UTF-8. */
static char *fold_whole(const char *text)
{
    char *folded = (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)text);
    for (size_t i = 0; folded != NULL && folded[i] != '\0'; i += utf8_width(folded[i]))
        if (utf8_width(folded[i]) == 3)
            utf8proc_encode_char((utf8proc_int32_t)simplified(utf8_at(folded + i)), (utf8proc_uint8_t *)folded + i);
    return folded;
}

static speech_archive *archive_read(void)
{
    speech_archive *archive = archive_of_texts(":memory:");
    speech_cursor *cursor = NULL;
    require(speech_archive_read(archive, SPEECH_PARAGRAPHS, NULL, &cursor, NULL) == SPEECH_OK,
            "paragraphs can be read");
    int text = speech_cursor_column(cursor, "text");
    while (speech_cursor_next(cursor, NULL) == SPEECH_ROW && paragraph_count < PARAGRAPH_LIMIT)
        paragraphs[paragraph_count++] =
            (paragraph){speech_cursor_integer(cursor, 0), fold_whole(speech_cursor_text(cursor, text)), false};
    speech_cursor_free(cursor);
    return archive;
}

/* Marks what is found. */
static void search(speech_archive *archive, const char *text, const speech_search_options *options)
{
    speech_cursor *cursor = NULL;
    speech_error error = {.status = SPEECH_OK};
    for (size_t i = 0; i < paragraph_count; i++) paragraphs[i].found = false;
    require(speech_archive_search(archive, text, NULL, options, &cursor, &error) == SPEECH_OK, "any string is a query");
    double last = 1e300;
    speech_status status;
    while ((status = speech_cursor_next(cursor, &error)) == SPEECH_ROW) {
        size_t at = 0;
        while (at < paragraph_count && paragraphs[at].id != speech_cursor_integer(cursor, 0)) at++;
        require(at < paragraph_count && !paragraphs[at].found, "a paragraph is found once");
        paragraphs[at].found = true;
        double score = speech_cursor_real(cursor, speech_cursor_column(cursor, "score"));
        require(options != NULL || score <= last, "the best come first");
        last = score;
        for (int i = 0; i < speech_cursor_columns(cursor); i++) {
            const char *value = speech_cursor_text(cursor, i);
            require(value == NULL || is_utf8(value, strlen(value)), "text is UTF-8");
        }
    }
    require(status == SPEECH_DONE, "a search comes to its end");
    speech_cursor_free(cursor);
}

/* Is it a word that no rule of the query language makes anything else of? */
static bool is_plain_word(const char *text)
{
    if (strcmp(text, "OR") == 0 || strcmp(text, "AND") == 0 || strcmp(text, "NOT") == 0) return false;
    if (text[0] == '\0' || !is_utf8(text, strlen(text))) return false;
    for (size_t i = 0; text[i] != '\0'; i += utf8_width(text[i])) {
        uint32_t c = utf8_at(text + i);
        bool chinese = c >= 0x4E00 && c <= 0x9FFF, letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!chinese && !letter) return false;
    }
    return true;
}

static void compare_word(const char *text)
{
    char *folded = fold_whole(text);
    for (size_t i = 0; folded != NULL && i < paragraph_count; i++)
        require(paragraphs[i].found == (strstr(paragraphs[i].folded, folded) != NULL),
                "a word is found where it stands");
    free(folded);
}

/* A query without filters, decided for each paragraph by itself. */
static void compare_query(const char *text)
{
    query q;
    require(query_parse(&q, text, strlen(text)) == SPEECH_OK, "any string is parsed");
    for (size_t i = 0; q.filters.count == 0 && q.scope == SCOPE_PARAGRAPH && i < paragraph_count; i++) {
        bool holds = query_matches(&q, paragraphs[i].folded, strlen(paragraphs[i].folded), 0);
        require(paragraphs[i].found == holds, "what is found is what a look at every paragraph finds");
    }
    query_free(&q);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static speech_archive *archive;
    if (archive == NULL) archive = archive_read();
    char *text = copy_of(data, size);
    search(archive, text, NULL);
    compare_query(text);
    if (is_plain_word(text)) compare_word(text);
    free(text);
    speech_search_options options = {.struct_size = sizeof options,
                                     .order = take_choice(data, &size, 3),
                                     .group = take_choice(data, &size, 3),
                                     .snippet_characters = take_choice(data, &size, SNIPPET_LIMIT),
                                     .half_life_years = take_choice(data, &size, 2) == 0 ? 0 : 5};
    text = copy_of(data, size);
    speech_cursor *cursor = NULL;
    speech_error error;
    require(speech_archive_search(archive, text, NULL, &options, &cursor, &error) == SPEECH_OK,
            "any string is a query");
    drain(cursor, false);
    free(text);
    return 0;
}

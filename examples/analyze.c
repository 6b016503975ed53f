/* Text analysis alone, without an archive: the directives and figures of a text on standard input. */
#include <stdio.h>
#include <stdlib.h>
#include <speecharchive/analysis.h>

/* All of standard input; NULL if memory is out or reading failed. */
static char *input_read(size_t *length)
{
    size_t capacity = 65536, count = 0;
    char *bytes = malloc(capacity);
    for (size_t got; bytes != NULL && (got = fread(bytes + count, 1, capacity - count, stdin)) > 0;) {
        count += got;
        if (count < capacity) continue;
        char *larger = realloc(bytes, capacity *= 2);
        if (larger == NULL) free(bytes);
        bytes = larger;
    }
    *length = count;
    return bytes;
}

/* Prints what a span holds, "-" if it is empty. */
static void span_print(const speech_analysis *analysis, speech_span span)
{
    int length = (int)(span.end - span.begin);
    printf("%.*s", length > 0 ? length : 1, length > 0 ? analysis->text + span.begin : "-");
}

static void directive_print(const speech_analysis *analysis, const speech_directive *directive)
{
    printf("%s\t", speech_modality_name(directive->modality));
    span_print(analysis, directive->actor);
    printf("\t%s\t", directive->due_on[0] != '\0' ? directive->due_on : "-");
    span_print(analysis, directive->span);
    putchar('\n');
}

static void figure_print(const speech_analysis *analysis, const speech_figure *figure)
{
    char value[40] = "-";
    if (figure->has_value) speech_decimal_format(figure->value, value, sizeof value);
    printf("%s\t%s %s\t", speech_figure_kind_name(figure->kind), value, figure->unit);
    span_print(analysis, figure->subject);
    putchar('\t');
    span_print(analysis, figure->span);
    putchar('\n');
}

int main(void)
{
    speech_analysis *analysis = NULL;
    speech_error error;
    size_t length = 0;
    char *bytes = input_read(&length);
    if (bytes == NULL || speech_analyze(&analysis, bytes, length, NULL, &error) != SPEECH_OK) {
        fprintf(stderr, "analyze: %s\n", bytes == NULL ? "out of memory" : error.message);
        free(bytes);
        return 1;
    }
    for (size_t i = 0; i < analysis->directive_count; i++) directive_print(analysis, &analysis->directives[i]);
    for (size_t i = 0; i < analysis->figure_count; i++) figure_print(analysis, &analysis->figures[i]);
    speech_analysis_free(analysis);
    free(bytes);
    return 0;
}

/*
 * Compiles the word tables: compile OUTPUT.c OUTPUT.h TABLE.tsv|MAP.map...
 *
 * A table line is WORD <tab> CLASS <tab> VALUE <tab> EXAMPLE, where CLASS is an enumerator of the enum in
 * lib/words/TOPIC_classes.h, VALUE may be "-" for none and EXAMPLE is a text in which the word is used in
 * that sense. Lines that start with # and empty lines are passed over. Runs at build time only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 8192, MAX_LINE = 1024, COLUMNS = 4 };

struct entry {
    char *column[COLUMNS];
    unsigned first; /* its first character */
};

static void fail(const char *file, int line, const char *reason)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, reason);
    exit(1);
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *out = malloc(size);
    if (out == NULL) fail("compile", 0, "out of memory");
    return memcpy(out, text, size);
}

static unsigned first_character(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    if (s[0] < 0x80) return s[0];
    if (s[0] < 0xE0) return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    if (s[0] < 0xF0) return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    return 0x10000;
}

static int order(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    size_t m = strlen(x->column[0]), n = strlen(y->column[0]);
    if (m != n) return m > n ? -1 : 1;
    return strcmp(x->column[0], y->column[0]);
}

static size_t read_table(const char *path, struct entry *entries)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) fail(path, 0, "cannot be read");
    char line[MAX_LINE];
    size_t count = 0;
    for (int number = 1; fgets(line, sizeof line, in) != NULL; number++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#') continue;
        if (count == MAX_WORDS) fail(path, number, "too many words");
        struct entry *e = &entries[count++];
        char *rest = line;
        for (int i = 0; i < COLUMNS; i++) {
            char *tab = strchr(rest, '\t');
            if ((tab == NULL) != (i == COLUMNS - 1)) fail(path, number, "a line has four columns");
            if (tab != NULL) *tab = '\0';
            e->column[i] = copy(i == 2 && strcmp(rest, "-") == 0 ? "" : rest);
            if (tab != NULL) rest = tab + 1;
        }
        e->first = first_character(e->column[0]);
        if (e->first > 0xFFFF || e->column[0][0] == '\0') fail(path, number, "the first character is out of range");
        if (strstr(e->column[3], e->column[0]) == NULL) fail(path, number, "the example does not hold the word");
    }
    fclose(in);
    qsort(entries, count, sizeof *entries, order);
    for (size_t i = 1; i < count; i++)
        if (strcmp(entries[i - 1].column[0], entries[i].column[0]) == 0) fail(path, 0, entries[i].column[0]);
    return count;
}

static void quote(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

/* The two levels of the index by character: pages by its high byte, buckets by its low one. */
static void write_index(FILE *out, const char *name, const unsigned char *pages, unsigned short (*buckets)[256],
                        unsigned used)
{
    fprintf(out, "static const uint8_t %s_pages[256] = {", name);
    for (int i = 0; i < 256; i++) fprintf(out, "%u,", pages[i]);
    fprintf(out, "};\nstatic const uint16_t %s_buckets[%u][256] = {\n", name, used);
    for (unsigned b = 0; b < used; b++) {
        fputs("    {", out);
        for (int i = 0; i < 256; i++) fprintf(out, "%u,", buckets[b][i]);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void write_table(FILE *out, const char *name, const struct entry *entries, size_t count)
{
    static unsigned short buckets[257][256];
    unsigned char pages[256] = {0};
    unsigned used = 1; /* bucket 0 stays empty */
    memset(buckets, 0, sizeof buckets);
    fprintf(out, "static const word %s_list[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        const struct entry *e = &entries[i];
        if (i == 0 || entries[i - 1].first != e->first) {
            if (pages[e->first >> 8] == 0) {
                if (used > 255) fail(name, 0, "words start with too many different characters");
                pages[e->first >> 8] = (unsigned char)used++;
            }
            buckets[pages[e->first >> 8]][e->first & 0xFF] = (unsigned short)(i + 1);
        }
        fputs("    {", out);
        quote(out, e->column[0]);
        fprintf(out, ", %u, %s, ", (unsigned)strlen(e->column[0]), e->column[1]);
        quote(out, e->column[2]);
        fputs(", ", out);
        quote(out, e->column[3]);
        size_t group = i + 1;
        while (group < count && entries[group].first == e->first) group++;
        fprintf(out, ", %u},\n", (unsigned)(group - i - 1));
    }
    fputs("};\n", out);
    write_index(out, name, pages, buckets, used);
    fprintf(out, "const word_table %s_words = {%s_pages, %s_buckets, %s_list, %u};\n\n", name, name, name, name,
            (unsigned)count);
}

/* A character map: two columns, from and to, both below U+10000. */
static void write_map(FILE *out, const char *name, const char *path)
{
    static unsigned short buckets[257][256];
    unsigned char pages[256] = {0};
    unsigned used = 1;
    char line[MAX_LINE];
    FILE *in = fopen(path, "rb");
    if (in == NULL) fail(path, 0, "cannot be read");
    memset(buckets, 0, sizeof buckets);
    for (int number = 1; fgets(line, sizeof line, in) != NULL; number++) {
        if (line[0] == '\n' || line[0] == '#') continue;
        char *tab = strchr(line, '\t');
        if (tab == NULL) fail(path, number, "a line has two columns");
        unsigned from = first_character(line), to = first_character(tab + 1);
        if (from > 0xFFFF || to > 0xFFFF) fail(path, number, "a character is out of range");
        if (pages[from >> 8] == 0) {
            if (used > 255) fail(path, number, "too many different pages");
            pages[from >> 8] = (unsigned char)used++;
        }
        buckets[pages[from >> 8]][from & 0xFF] = (unsigned short)to;
    }
    fclose(in);
    write_index(out, name, pages, buckets, used);
    fprintf(out, "const character_map %s_map = {%s_pages, %s_buckets};\n\n", name, name, name);
}

int main(int argc, char **argv)
{
    static struct entry entries[MAX_WORDS];
    if (argc < 4) fail("compile", 0, "usage: compile OUTPUT.c OUTPUT.h TABLE...");
    FILE *source = fopen(argv[1], "wb"), *header = fopen(argv[2], "wb");
    if (source == NULL || header == NULL) fail(argv[1], 0, "cannot be written");
    fputs("#include \"word_tables.h\"\n#include \"figure_classes.h\"\n#include \"directive_classes.h\"\n#include "
          "\"structure_classes.h\"\n#include \"page_classes.h\"\n\n",
          source);
    fputs("#ifndef SPEECH_WORD_TABLES_H\n#define SPEECH_WORD_TABLES_H\n#include \"words.h\"\n\n", header);
    for (int i = 3; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/'), *base = slash == NULL ? argv[i] : slash + 1;
        char name[64];
        size_t length = strcspn(base, ".");
        if (length >= sizeof name) fail(argv[i], 0, "the name is too long");
        memcpy(name, base, length);
        name[length] = '\0';
        if (strcmp(base + length, ".map") == 0) {
            write_map(source, name, argv[i]);
            fprintf(header, "extern const character_map %s_map;\n", name);
            continue;
        }
        size_t count = read_table(argv[i], entries);
        write_table(source, name, entries, count);
        fprintf(header, "extern const word_table %s_words;\n", name);
    }
    fputs("\n#endif\n", header);
    return fclose(source) != 0 || fclose(header) != 0;
}

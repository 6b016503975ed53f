#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"
#include "values.h"

/* The largest document: what an SQLite value can hold. */
#define BYTES_MAX ((size_t)INT32_MAX)

static struct input *input_add(struct inputs *inputs, const char *path)
{
    if (inputs->count == inputs->capacity) {
        inputs->capacity = inputs->capacity > 0 ? 2 * inputs->capacity : 16;
        inputs->items = memory_resize(inputs->items, inputs->capacity, sizeof *inputs->items);
    }
    struct input *new = &inputs->items[inputs->count++];
    memset(new, 0, sizeof *new);
    new->result.struct_size = sizeof new->result;
    new->path = memory_string(path);
    struct stat file;
    bool found = stat(path, &file) == 0;
    new->stream = strcmp(path, "-") == 0 || (found && !S_ISREG(file.st_mode));
    if (found) {
        new->device = file.st_dev;
        new->file = file.st_ino;
    }
    new->size = found &&S_ISREG(file.st_mode) ? (uintmax_t)file.st_size : 0;
    return new;
}

/* Puts an input at the end of others, and leaves nothing of it where it was. */
static void input_move(struct inputs *inputs, struct input *input)
{
    struct input *new = input_add(inputs, "");
    free(new->path);
    *new = *input;
    memset(input, 0, sizeof *input);
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        free(inputs->items[i].path);
        free(inputs->items[i].name);
        free(inputs->items[i].reason);
    }
    free(inputs->items);
    *inputs = (struct inputs){.items = NULL};
}

void input_fail(struct input *input, const char *reason)
{
    free(input->reason);
    input->reason = memory_string(reason);
    input->state = INPUT_FAILED;
}

bool path_is_directory(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* Does a file match one of the patterns: by its name, or, if the pattern has a slash, by its path? */
static bool patterns_match(const struct patterns *patterns, const char *path, const char *name)
{
    for (size_t i = 0; i < patterns->count; i++) {
        const char *pattern = patterns->items[i];
        if (fnmatch(pattern, strchr(pattern, '/') != NULL ? path : name, 0) == 0) return true;
    }
    return false;
}

/* Does the name end with one of the endings, which stand with blanks between? */
static bool name_ends(const char *name, const char *endings)
{
    size_t length = strlen(name);
    for (const char *at = endings; *at != '\0'; at += strspn(at, " ")) {
        size_t ending = strcspn(at, " ");
        if (length > ending && strncasecmp(name + length - ending, at, ending) == 0) return true;
        at += ending;
    }
    return false;
}

/* Has the name an ending of any format? One that this build can't read is to be named, not passed over. */
static bool name_is_document(const char *name)
{
    size_t count;
    const speech_format *formats = speech_formats(&count);
    for (size_t i = 0; i < count; i++)
        if (name_ends(name, formats[i].endings)) return true;
    return false;
}

/* "directory/name", freed with free. */
static char *path_join(const char *directory, const char *name)
{
    size_t length = strlen(directory), size = length + strlen(name) + 2;
    char *path = memory_resize(NULL, size, 1);
    bool slash = length > 0 && directory[length - 1] == '/';
    snprintf(path, size, "%s%s%s", directory, slash ? "" : "/", name);
    return path;
}

/* Is a file of a directory to be read? */
static bool is_wanted(const struct inputs *inputs, const char *path, const char *name)
{
    bool chosen = inputs->options != NULL && inputs->options->include.count > 0;
    return chosen ? patterns_match(&inputs->options->include, path, name) : name_is_document(name);
}

/* Adds one entry of a directory: a document to `found`, a directory to those still to be read. */
static void entry_add(struct inputs *found, struct inputs *directories, const char *directory, const char *name)
{
    if (name[0] == '.') return;
    struct stat entry;
    char *path = path_join(directory, name);
    if (found->options != NULL && patterns_match(&found->options->exclude, path, name)) {
        free(path);
        return;
    }
    bool known = lstat(path, &entry) == 0;
    bool link = known && S_ISLNK(entry.st_mode);
    if (known && S_ISDIR(entry.st_mode)) input_add(directories, path);
    else if (is_wanted(found, path, name) && (!known || S_ISREG(entry.st_mode) || (link && !path_is_directory(path))))
        input_add(found, path);
    free(path);
}

static void directory_read(struct inputs *found, struct inputs *directories, const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL) {
        input_fail(input_add(found, path), strerror(errno));
        return;
    }
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        entry_add(found, directories, path, entry->d_name);
    closedir(directory);
}

static int paths_compare(const void *left, const void *right)
{
    return strcmp(((const struct input *)left)->path, ((const struct input *)right)->path);
}

/* Adds the documents below a directory, sorted by path, so that every machine reads them in the same order. */
static void directory_add(struct inputs *inputs, const char *path)
{
    struct inputs directories = {.items = NULL};
    size_t first = inputs->count;
    input_add(&directories, path);
    while (directories.count > 0) {
        char *next = directories.items[--directories.count].path;
        directory_read(inputs, &directories, next);
        free(next);
    }
    inputs_free(&directories);
    if (inputs->count == first)
        input_fail(input_add(inputs, path),
                   inputs->options != NULL && inputs->options->include.count + inputs->options->exclude.count > 0
                       ? "a directory without such documents"
                       : "a directory without documents (files ending in .txt .text .md .html .htm)");
    else qsort(inputs->items + first, inputs->count - first, sizeof *inputs->items, paths_compare);
}

void inputs_add(struct inputs *inputs, const char *argument)
{
    struct stat found;
    if (strcmp(argument, "-") == 0) input_add(inputs, argument);
    else if (stat(argument, &found) != 0) input_fail(input_add(inputs, argument), strerror(errno));
    else if (S_ISDIR(found.st_mode)) directory_add(inputs, argument);
    else input_add(inputs, argument);
}

/* ---- lists ---- */

/* By file, and of one file by place in the list of inputs. */
static int files_compare(const void *left, const void *right)
{
    const struct input *a = *(struct input *const *)left, *b = *(struct input *const *)right;
    if (a->device != b->device) return a->device < b->device ? -1 : 1;
    if (a->file != b->file) return a->file < b->file ? -1 : 1;
    return (a > b) - (a < b);
}

static bool is_same_file(const struct input *a, const struct input *b)
{
    return a->device == b->device && a->file == b->file;
}

/* The inputs in the order of files_compare, freed with free. */
static struct input **files_sort(const struct inputs *inputs)
{
    struct input **sorted = memory_resize(NULL, inputs->count + 1, sizeof *sorted);
    for (size_t i = 0; i < inputs->count; i++) sorted[i] = &inputs->items[i];
    qsort(sorted, inputs->count, sizeof *sorted, files_compare);
    return sorted;
}

static void entry_fail(struct input *input, const char *list, size_t line, const char *reason)
{
    char text[512];
    snprintf(text, sizeof text, "line %zu of %s: %s", line, list, reason);
    input_fail(input, text);
}

/* Adds the file of a row; it failed if the row is of no use. */
static void entry_input(struct inputs *inputs, const struct manifest_entry *entry, const char *path, const char *list)
{
    struct stat file;
    struct input *input = input_add(inputs, path);
    input->stated = &entry->stated;
    if (entry->fault != NULL) entry_fail(input, list, entry->line, entry->fault);
    else if (stat(path, &file) != 0) entry_fail(input, list, entry->line, strerror(errno));
    else if (S_ISDIR(file.st_mode)) entry_fail(input, list, entry->line, "a directory, not a file");
}

/* Gives the inputs that are the same file what is stated about it. */
static void file_state(struct input **sorted, size_t count, const struct input *file)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct input *at = sorted[middle];
        bool before = at->device != file->device ? at->device < file->device : at->file < file->file;
        if (before) low = middle + 1;
        else high = middle;
    }
    for (; low < count && is_same_file(sorted[low], file); low++) sorted[low]->stated = file->stated;
}

/* A file that is listed twice is taken once. */
static void files_check(struct inputs *inputs)
{
    struct input **sorted = files_sort(inputs);
    for (size_t i = 1; i < inputs->count; i++) {
        bool usable = sorted[i]->state == INPUT_WAITING && sorted[i - 1]->state == INPUT_WAITING;
        if (usable && is_same_file(sorted[i], sorted[i - 1])) input_fail(sorted[i], "the list has this file twice");
    }
    free(sorted);
}

void inputs_add_manifest(struct inputs *inputs, const struct manifest *manifest, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = memory_string(path);
    folder[slash == NULL ? 0 : slash - path + 1] = '\0';
    size_t count = inputs->count;
    struct input **sorted = files_sort(inputs);
    struct inputs listed = {.items = NULL};
    for (size_t i = 0; i < manifest->count; i++) {
        const struct manifest_entry *entry = &manifest->entries[i];
        bool joined = entry->path[0] != '/' && *folder != '\0';
        char *file = joined ? path_join(folder, entry->path) : memory_string(entry->path);
        entry_input(&listed, entry, file, path);
        free(file);
    }
    for (size_t i = 0; i < listed.count && count > 0; i++)
        if (listed.items[i].state == INPUT_WAITING) file_state(sorted, count, &listed.items[i]);
    for (size_t i = 0; i < listed.count; i++)
        if (count == 0 || listed.items[i].state == INPUT_FAILED) input_move(inputs, &listed.items[i]);
    if (count == 0) files_check(inputs);
    inputs_free(&listed);
    free(sorted);
    free(folder);
}

/* ---- reading ---- */

/* Reads a descriptor to its end. Returns NULL or the reason why that failed. */
static const char *descriptor_read(int descriptor, char **bytes, size_t *length)
{
    struct stat file;
    bool sized = fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode) && file.st_size >= 0;
    size_t capacity = sized && (uintmax_t)file.st_size < BYTES_MAX ? (size_t)file.st_size + 1 : 65536, count = 0;
    char *buffer = memory_resize(NULL, capacity, 1);
    for (;;) {
        ssize_t got = read(descriptor, buffer + count, capacity - count);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        count += got > 0 ? (size_t)got : 0;
        if (got < 0 || count > BYTES_MAX) {
            free(buffer);
            return got < 0 ? strerror(errno) : "larger than 2 GB";
        }
        if (count == capacity) buffer = memory_resize(buffer, capacity *= 2, 1);
    }
    *bytes = buffer;
    *length = count;
    return NULL;
}

const char *file_read(const char *path, char **bytes, size_t *length)
{
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) return strerror(errno);
    const char *reason = descriptor_read(descriptor, bytes, length);
    close(descriptor);
    return reason;
}

/* A name for what came from standard input without one: the same for the same bytes (FNV-1a). */
static char *content_name(const char *bytes, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    char name[32];
    snprintf(name, sizeof name, "stdin-%016" PRIx64, hash);
    return memory_string(name);
}

/* A path as it is stored: without "./" in front, so that a file has one name from its directory. */
static const char *path_name(const char *path)
{
    while (path[0] == '.' && path[1] == '/' && path[2] != '\0') {
        path += 2;
        path += strspn(path, "/");
    }
    return path;
}

/* Reads the bytes of an input and names it. Returns NULL or the reason why that failed. */
static const char *input_read(struct input *input, size_t *length)
{
    bool standard = strcmp(input->path, "-") == 0;
    if (input->name == NULL && !standard) input->name = memory_string(path_name(input->path));
    if (input->name != NULL && !value_is_utf8(input->name)) return "its name is not UTF-8; give it another with --name";
    const char *reason =
        standard ? descriptor_read(STDIN_FILENO, &input->bytes, length) : file_read(input->path, &input->bytes, length);
    if (reason == NULL && input->name == NULL) input->name = content_name(input->bytes, *length);
    return reason;
}

bool archive_is_at_fault(speech_status status)
{
    switch (status) {
    case SPEECH_IO:
    case SPEECH_FULL:
    case SPEECH_READ_ONLY:
    case SPEECH_BUSY:
    case SPEECH_NOT_ARCHIVE:
    case SPEECH_TOO_NEW:
    case SPEECH_CORRUPT: return true;
    default: return false;
    }
}

void input_prepare(struct input *input, speech_archive *known)
{
    size_t length = 0;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_ingest_options options = {
        .struct_size = sizeof options, .stated = input->stated, .known = known, .read = input->read};
    const char *reason = input_read(input, &length);
    if (reason != NULL) {
        input_fail(input, reason);
        return;
    }
    speech_status status = speech_prepare(&input->prepared, input->name, input->bytes, length, &options, &error);
    if (status == SPEECH_OK) return;
    if (archive_is_at_fault(status)) input->error = error;
    else input_fail(input, error.message[0] != '\0' ? error.message : speech_status_text(status));
}

void input_release(struct input *input)
{
    speech_prepared_free(input->prepared);
    free(input->bytes);
    input->prepared = NULL;
    input->bytes = NULL;
}

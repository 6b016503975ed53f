/* What several test suites need: files of the repository and of ../shared, and running a suite. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bytes of a file, to be freed; NULL if it cannot be read. */
static inline char *read_file(const char *path, size_t *length)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) return NULL;
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity + 1);
    *length = 0;
    for (size_t got; (got = fread(bytes + *length, 1, capacity - *length, in)) > 0;) {
        *length += got;
        if (*length == capacity) bytes = realloc(bytes, (capacity *= 2) + 1);
    }
    bytes[*length] = '\0';
    fclose(in);
    return bytes;
}

/* Calls `visit` with the path of each file of a folder; returns how many, 0 if there is no such folder. */
static inline size_t each_file(const char *folder, void (*visit)(const char *path))
{
    DIR *entries = opendir(folder);
    size_t count = 0;
    if (entries == NULL) return 0;
    for (struct dirent *e; (e = readdir(entries)) != NULL;) {
        char path[1024];
        if (e->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        visit(path);
        count++;
    }
    closedir(entries);
    return count;
}

/* Runs a suite of one case; returns what main returns. */
static inline int run_suite(const char *name, void (*add)(TCase *))
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create(name);
    tcase_set_timeout(tests, 120);
    add(tests);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif

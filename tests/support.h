/* What several test suites need: files of the repository and of ../shared, and running a suite. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read_file.h"

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

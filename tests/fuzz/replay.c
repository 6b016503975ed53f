/* Gives a fuzz target the files named and all files of the folders named: where there is no libFuzzer, and in tests. */
#include <dirent.h>
#include <sys/stat.h>

#include "../read_file.h"
#include "fuzz.h"

static bool replay_file(const char *path)
{
    size_t size = 0;
    char *bytes = read_file(path, &size);
    if (bytes == NULL) return false;
    /* In memory that ends where the input does, so that sanitizers see what is read behind it. */
    uint8_t *input = malloc(size > 0 ? size : 1);
    if (input == NULL) abort();
    memcpy(input, bytes, size);
    free(bytes);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(input, size);
    free(input);
    return true;
}

static bool replay_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    bool all = entries != NULL;
    size_t count = 0;
    for (struct dirent *e; entries != NULL && (e = readdir(entries)) != NULL;) {
        char path[4096];
        if (e->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        all = replay_file(path) && all;
        count++;
    }
    if (entries != NULL) closedir(entries);
    return all && count > 0;
}

int main(int argc, char **argv)
{
    bool all = argc > 1;
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        struct stat info;
        bool folder = stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode);
        if (folder ? replay_folder(argv[i]) : replay_file(argv[i])) continue;
        fprintf(stderr, "%s: nothing to read\n", argv[i]);
        all = false;
    }
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}

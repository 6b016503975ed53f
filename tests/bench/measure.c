#include "measure.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 1200, MAX_ARGUMENTS = 16 };

static double read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double clock_seconds(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double processor_seconds(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

uint64_t peak_memory(void)
{
    char line[256];
    unsigned long long kilobytes = 0;
    FILE *in = fopen("/proc/self/status", "r");
    if (in == NULL) return 0;
    while (fgets(line, sizeof line, in) != NULL && sscanf(line, "VmHWM: %llu", &kilobytes) != 1) {
    }
    fclose(in);
    return kilobytes * 1024;
}

/* False if the path is too long. */
static bool join_path(char path[PATH_SIZE], const char *folder, const char *name)
{
    int length = snprintf(path, PATH_SIZE, "%s/%s", folder, name);
    return length >= 0 && length < PATH_SIZE;
}

void each_file_below(const char *path, void (*visit)(void *context, const char *path), void *context)
{
    struct stat about;
    if (stat(path, &about) != 0) return;
    if (S_ISREG(about.st_mode)) visit(context, path);
    DIR *entries = S_ISDIR(about.st_mode) ? opendir(path) : NULL;
    for (struct dirent *e; entries != NULL && (e = readdir(entries)) != NULL;) {
        char below[PATH_SIZE];
        if (e->d_name[0] == '.' || !join_path(below, path, e->d_name)) continue;
        each_file_below(below, visit, context);
    }
    if (entries != NULL) closedir(entries);
}

/* Visits the files in the folder of `path` whose own path begins with it: an index and what stands beside it. */
static void each_file_of(const char *path, void (*visit)(void *context, const char *path), void *context)
{
    char folder[PATH_SIZE];
    snprintf(folder, sizeof folder, "%s", path);
    char *name = strrchr(folder, '/');
    if (name == NULL) return;
    *name++ = '\0';
    DIR *entries = opendir(folder);
    for (struct dirent *e; entries != NULL && (e = readdir(entries)) != NULL;) {
        char found[PATH_SIZE];
        if (strncmp(e->d_name, name, strlen(name)) != 0 || !join_path(found, folder, e->d_name)) continue;
        each_file_below(found, visit, context);
    }
    if (entries != NULL) closedir(entries);
}

static void add_size(void *context, const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0) *(uint64_t *)context += (uint64_t)about.st_blocks * 512;
}

uint64_t files_size(const char *path)
{
    uint64_t size = 0;
    each_file_of(path, add_size, &size);
    return size;
}

static void forget(void *context, const char *path)
{
    (void)context;
    int file = open(path, O_RDONLY);
    if (file < 0) return;
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

void files_forget(const char *path)
{
    each_file_of(path, forget, NULL);
}

static void remove_file(void *context, const char *path)
{
    (void)context;
    remove(path);
}

void files_remove(const char *path)
{
    each_file_of(path, remove_file, NULL);
    remove(path); /* the folder, if it is one */
}

bool file_copy(const char *from, const char *to)
{
    static char block[1 << 20];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    bool done = in != NULL && out != NULL;
    for (size_t got; done && (got = fread(block, 1, sizeof block, in)) > 0;) done = fwrite(block, 1, got, out) == got;
    if (in != NULL) fclose(in);
    if (out != NULL) done = fclose(out) == 0 && done;
    return done;
}

static void become_child(const char *const *arguments, int output)
{
    char *all[MAX_ARGUMENTS] = {(char *)"/proc/self/exe"};
    for (size_t i = 0; arguments[i] != NULL && i < MAX_ARGUMENTS - 2; i++) all[i + 1] = (char *)(uintptr_t)arguments[i];
    dup2(output, STDOUT_FILENO);
    execv(all[0], all);
    _exit(127);
}

bool run_again(const char *const *arguments, char *output, size_t size)
{
    int ends[2], status = 0;
    size_t length = 0;
    fflush(NULL);
    if (pipe(ends) != 0) return false;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        become_child(arguments, ends[1]);
    }
    close(ends[1]);
    for (ssize_t got; child > 0 && length < size - 1 && (got = read(ends[0], output + length, size - 1 - length)) > 0;)
        length += (size_t)got;
    output[length] = '\0';
    close(ends[0]);
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The command ingest. */
#include "report.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "inputs.h"
#include "text.h"
#include "workers.h"

/* A group of documents is stored in one transaction; it ends with any of these. */
#define GROUP_DOCUMENTS 200
#define GROUP_BYTES ((size_t)16 << 20)
#define GROUP_SECONDS 1.0

/* A file is large from so many bytes on. */
#define LARGE_BYTES ((uintmax_t)1 << 20)

/* What a signal handler may touch: has the user asked to stop? */
static volatile sig_atomic_t stop_signal;

static void stop_on(int signal)
{
    stop_signal = signal;
}

/* From now on Ctrl-C is noted; a second one ends the program at once. */
static void signals_catch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = stop_on;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* The state of an ingest. */
struct ingest {
    const struct options *options;
    speech_archive *archive;
    struct inputs inputs;
    struct manifest manifest;
    struct workers *workers; /* NULL: everything is done in this thread */
    struct progress progress;
    size_t group_first; /* first input of the open group */
    bool group_open;
    size_t group_count;
    size_t group_bytes;
    double group_started;
    speech_error error; /* what ended the work early; SPEECH_OK if nothing did */
};

static void fail(struct ingest *work, struct input *input, const char *reason)
{
    progress_clear(&work->progress);
    if (input->state != INPUT_FAILED) input_fail(input, reason);
    message("%s: %s", input->path, input->reason);
}

/* Stores a prepared input. Returns what the archive says; SPEECH_OK also when the document is at fault. */
static speech_status input_store(struct ingest *work, struct input *input)
{
    speech_error error = {SPEECH_OK, 0, ""};
    speech_status status = input->error.status;
    if (status != SPEECH_OK) error = input->error;
    else if (input->prepared != NULL)
        status = speech_archive_store(work->archive, input->prepared, &input->result, &error);
    if (archive_is_at_fault(status)) {
        work->error = error;
        return status;
    }
    if (status == SPEECH_OK && input->result.replaced > 0) {
        progress_clear(&work->progress);
        message("%s: %zu place%s could not be decoded, the first at byte %zu (see: archive-query doubts)", input->path,
                input->result.replaced, input->result.replaced == 1 ? "" : "s", input->result.replaced_at);
    }
    if (status == SPEECH_OK && input->prepared != NULL) input->state = INPUT_DONE;
    else fail(work, input, error.message[0] != '\0' ? error.message : speech_status_text(status));
    return SPEECH_OK;
}

/* Prepares and stores one input in this thread. */
static speech_status input_ingest(struct ingest *work, struct input *input)
{
    input_prepare(input, work->archive);
    speech_status status = input_store(work, input);
    input_release(input);
    return status;
}

/*
 * The open group could not be made durable: opens the archive anew and stores its documents one by one, so that
 * those that fit are kept.
 */
static void group_redo(struct ingest *work, size_t end)
{
    speech_archive_close(work->archive);
    work->archive = NULL;
    work->group_open = false;
    for (size_t i = work->group_first; i < end; i++)
        if (work->inputs.items[i].state == INPUT_DONE) work->inputs.items[i].state = INPUT_WAITING;
    if (speech_archive_open(&work->archive, work->options->archive, SPEECH_OPEN_READ_WRITE, NULL) != SPEECH_OK) return;
    for (size_t i = work->group_first; i < end; i++) {
        struct input *input = &work->inputs.items[i];
        bool again = input->state == INPUT_WAITING && !input->stream;
        if (again && input_ingest(work, input) != SPEECH_OK) break;
    }
}

/* Makes the open group, whose last input is before `end`, durable. */
static speech_status group_close(struct ingest *work, size_t end)
{
    if (!work->group_open) return SPEECH_OK;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_status status = speech_archive_commit(work->archive, &error);
    work->group_open = false;
    if (status != SPEECH_OK) {
        if (work->error.status == SPEECH_OK) work->error = error;
        group_redo(work, end);
    }
    return status;
}

static speech_status group_begin(struct ingest *work, size_t first)
{
    if (work->group_open) return SPEECH_OK;
    speech_status status = speech_archive_begin(work->archive, &work->error);
    work->group_open = status == SPEECH_OK;
    work->group_first = first;
    work->group_count = work->group_bytes = 0;
    work->group_started = clock_seconds();
    return status;
}

static bool group_is_full(const struct ingest *work)
{
    if (!work->group_open) return false;
    return work->group_count >= GROUP_DOCUMENTS || work->group_bytes >= GROUP_BYTES ||
           clock_seconds() - work->group_started >= GROUP_SECONDS;
}

/* Waits for the threads to prepare input `i`, if there are any. False: the user stops the work. */
static bool input_await(struct ingest *work, size_t i)
{
    while (stop_signal == 0 && work->workers != NULL && !workers_wait(work->workers, i))
        progress_show(&work->progress, "document", i + 1, work->inputs.count);
    return stop_signal == 0;
}

/* Stores one input, in the open group or, if it is large, by itself. */
static speech_status input_take(struct ingest *work, size_t i)
{
    struct input *input = &work->inputs.items[i];
    /* A large document is a transaction of its own: it gains nothing from a group and holds it up. */
    bool alone = input->stream || input->size >= LARGE_BYTES;
    speech_status status = alone ? group_close(work, i) : group_begin(work, i);
    if (status != SPEECH_OK) return status;
    if (work->workers == NULL || input->stream) status = input_ingest(work, input);
    else status = input_store(work, input);
    work->group_count++;
    work->group_bytes += input->size;
    return status;
}

/* Stores all inputs that wait, until the archive fails or the user stops it. */
static void ingest_all(struct ingest *work)
{
    size_t i = 0;
    for (; i < work->inputs.count && input_await(work, i); i++) {
        struct input *input = &work->inputs.items[i];
        progress_show(&work->progress, "document", i + 1, work->inputs.count);
        if (input->state == INPUT_FAILED) fail(work, input, input->reason);
        else if (input_take(work, i) != SPEECH_OK) break;
        work->progress.bytes_done += input->size;
        if (work->workers != NULL) {
            input_release(input);
            workers_release(work->workers, i);
        }
        if (group_is_full(work) && group_close(work, i + 1) != SPEECH_OK) break;
    }
    group_close(work, i);
    progress_clear(&work->progress);
}

/* Is there anything to be read at all? */
static bool inputs_wait(const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->items[i].state == INPUT_WAITING) return true;
    return false;
}

/* Writes what remained undone, and returns the exit status. */
static int ingest_finish(const struct ingest *work)
{
    int status = STATUS_DONE;
    size_t waiting = 0;
    for (size_t i = 0; i < work->inputs.count; i++) {
        waiting += work->inputs.items[i].state == INPUT_WAITING;
        if (work->inputs.items[i].state != INPUT_DONE) status = STATUS_PARTLY;
    }
    if (work->error.status != SPEECH_OK) status = archive_failed(work->options, &work->error);
    if (waiting > 0)
        message("%s: %zu of %zu documents were not stored", stop_signal != 0 ? "stopped" : "given up", waiting,
                work->inputs.count);
    return work->error.status != SPEECH_OK ? STATUS_ARCHIVE : status;
}

/* How many threads prepare documents: as many as wished for, but no more than there are documents. */
static size_t jobs(const struct ingest *work)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = work->options->jobs > 0 ? work->options->jobs : cores > 0 ? (size_t)cores : 1;
    return wanted < work->inputs.count ? wanted : work->inputs.count;
}

/* --name is for one document. */
static bool name_fits(const struct options *options)
{
    if (options->argument_count == 0 && options->manifest == NULL) {
        message("ingest what? A file, a directory, - or --manifest FILE");
        return false;
    }
    if (options->name == NULL) return true;
    if (options->argument_count == 1 && !path_is_directory(options->arguments[0])) return true;
    message("--name is for a single file or -");
    return false;
}

/* --encoding is one that exists. */
static bool encoding_fits(const struct options *options)
{
    speech_document *document = NULL;
    speech_error error;
    speech_read_options read = {.struct_size = sizeof read, .encoding = options->read.encoding};
    speech_status status = speech_document_read(&document, "", 0, &read, &error);
    speech_document_free(document);
    if (status == SPEECH_MISUSE) message("%s", error.message);
    return status != SPEECH_MISUSE;
}

int ingest_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    struct ingest work = {.options = options};
    int status = STATUS_DONE;
    if (!name_fits(options) || !encoding_fits(options)) return STATUS_USAGE;
    if (options->manifest != NULL && !manifest_read(&work.manifest, options->manifest)) {
        manifest_free(&work.manifest);
        return STATUS_PARTLY;
    }
    work.inputs.options = options;
    for (int i = 0; i < options->argument_count; i++) inputs_add(&work.inputs, options->arguments[i]);
    if (options->manifest != NULL) inputs_add_manifest(&work.inputs, &work.manifest, options->manifest);
    if (options->name != NULL) work.inputs.items[0].name = memory_string(options->name);
    if (inputs_wait(&work.inputs)) status = archive_open(&work.archive, options, SPEECH_OPEN_CREATE);
    if (status != STATUS_DONE) goto done;
    signals_catch();
    progress_start(&work.progress, &terminal);
    for (size_t i = 0; i < work.inputs.count; i++) {
        work.progress.bytes_total += work.inputs.items[i].size;
        work.inputs.items[i].read = &options->read;
    }
    if (jobs(&work) > 1) work.workers = workers_start(&work.inputs, options->archive, jobs(&work));
    ingest_all(&work);
    workers_stop(work.workers);
    report_write(options, &terminal, work.archive, &work.inputs);
    status = ingest_finish(&work);
done:
    speech_archive_close(work.archive);
    inputs_free(&work.inputs);
    manifest_free(&work.manifest);
    if (stop_signal != 0) {
        fflush(stdout);
        signal(stop_signal, SIG_DFL);
        raise(stop_signal);
    }
    return status;
}

#include "workers.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "text.h"

/* How far the threads may be ahead: documents for each of them, and bytes in all. */
#define AHEAD_DOCUMENTS 4
#define AHEAD_BYTES ((uintmax_t)32 << 20)
#define WAIT_NANOSECONDS 100000000L

struct workers {
    pthread_mutex_t lock; /* for all below, and for `ready` of the inputs */
    pthread_cond_t room;  /* another input may be begun, or the work ends */
    pthread_cond_t ready; /* an input is ready */
    struct inputs *inputs;
    const char *path; /* of the archive */
    size_t next;      /* the first input that no thread has begun */
    size_t ahead;     /* inputs begun and not done with */
    size_t ahead_max;
    uintmax_t bytes; /* of these */
    bool ending;
    size_t count;
    pthread_t threads[];
};

/* Is there room for the next input? The one that is waited for always has it. */
static bool has_room(const struct workers *w)
{
    uintmax_t size = w->inputs->items[w->next].size;
    return w->ahead == 0 || (w->ahead < w->ahead_max && size <= AHEAD_BYTES && w->bytes <= AHEAD_BYTES - size);
}

/* The next input to be prepared, or NULL: none is left. */
static struct input *input_begin(struct workers *w)
{
    struct input *input = NULL;
    pthread_mutex_lock(&w->lock);
    while (!w->ending && w->next < w->inputs->count && !has_room(w)) pthread_cond_wait(&w->room, &w->lock);
    if (!w->ending && w->next < w->inputs->count) {
        input = &w->inputs->items[w->next++];
        w->ahead++;
        w->bytes += input->size;
    }
    pthread_mutex_unlock(&w->lock);
    return input;
}

static void input_end(struct workers *w, struct input *input)
{
    pthread_mutex_lock(&w->lock);
    input->ready = true;
    pthread_cond_signal(&w->ready);
    pthread_mutex_unlock(&w->lock);
}

static void *worker_run(void *context)
{
    struct workers *w = context;
    speech_archive *known = NULL;
    speech_archive_open(&known, w->path, SPEECH_OPEN_READ_ONLY, NULL);
    for (struct input *input; (input = input_begin(w)) != NULL; input_end(w, input))
        if (input->state == INPUT_WAITING && !input->stream) input_prepare(input, known);
    speech_archive_close(known);
    return NULL;
}

/* Starts one thread; signals stay with the thread that calls. */
static bool worker_start(struct workers *w, pthread_t *thread)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(thread, NULL, worker_run, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

struct workers *workers_start(struct inputs *inputs, const char *path, size_t count)
{
    struct workers *w = memory_resize(NULL, 1, sizeof *w + count * sizeof *w->threads);
    *w = (struct workers){.inputs = inputs, .path = path, .ahead_max = AHEAD_DOCUMENTS * count};
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->room, NULL);
    pthread_cond_init(&w->ready, NULL);
    while (w->count < count && worker_start(w, &w->threads[w->count])) w->count++;
    if (w->count > 0) return w;
    workers_stop(w);
    return NULL;
}

bool workers_wait(struct workers *w, size_t i)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += WAIT_NANOSECONDS;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&w->lock);
    while (!w->inputs->items[i].ready)
        if (pthread_cond_timedwait(&w->ready, &w->lock, &until) != 0) break;
    bool ready = w->inputs->items[i].ready;
    pthread_mutex_unlock(&w->lock);
    return ready;
}

void workers_release(struct workers *w, size_t i)
{
    pthread_mutex_lock(&w->lock);
    w->ahead--;
    w->bytes -= w->inputs->items[i].size;
    pthread_cond_broadcast(&w->room);
    pthread_mutex_unlock(&w->lock);
}

void workers_stop(struct workers *w)
{
    if (w == NULL) return;
    pthread_mutex_lock(&w->lock);
    w->ending = true;
    pthread_cond_broadcast(&w->room);
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->count; i++) pthread_join(w->threads[i], NULL);
    for (size_t i = 0; i < w->next; i++) input_release(&w->inputs->items[i]);
    pthread_cond_destroy(&w->ready);
    pthread_cond_destroy(&w->room);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

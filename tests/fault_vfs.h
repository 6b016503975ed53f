/*
 * A disk that fails when it is told to: an SQLite VFS around the default one. Once installed it is the default itself,
 * so the library works on it without knowing. All its state is the program's: one thread, one plan at a time.
 *
 * Time: SQLite's waiting for locks takes none, and SQLite's clock can be set.
 */
#ifndef FAULT_VFS_H
#define FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum fault_operation {
    FAULT_ON_OPEN,
    FAULT_ON_READ,
    FAULT_ON_WRITE,
    FAULT_ON_TRUNCATE,
    FAULT_ON_SYNC,
    FAULT_ON_SIZE,
    FAULT_ON_LOCK,   /* taking one; giving one back never fails */
    FAULT_ON_SHARED, /* mapping the shared memory of a write-ahead log */
    FAULT_ON_ACCESS, /* is there such a file? */
    FAULT_ON_DELETE,
    FAULT_OPERATIONS
} fault_operation;

typedef enum fault_kind {
    FAULT_NONE,
    FAULT_ERROR, /* the operation does nothing and gives the I/O error that is its own */
    FAULT_PART,  /* half of the bytes are read or written, then the same */
    FAULT_FULL,  /* no room on the disk: writes, opens of new files, new shared memory */
    FAULT_BUSY,  /* locks are held by somebody else */
    FAULT_POWER, /* power is lost: nothing works from then on, see fault_power_return */
    FAULT_KINDS
} fault_kind;

typedef struct fault_plan {
    fault_kind kind;
    long at;      /* the operation that fails, from 1; only operations that this kind of fault is about are counted */
    bool lasting; /* all after it fail too */
} fault_plan;

/* Makes the failing disk the default for all connections opened from now on. */
void fault_vfs_install(void);

/* Starts to count operations anew. NULL: no fault. */
void fault_plan_set(const fault_plan *plan);

/* How many operations of the plan's kind (without a plan: of any) there were, and how many of them failed. */
long fault_operations(void);
long fault_failures(void);

/*
 * From here on notes, for every file that is opened, what has reached the disk for good: what was there before, and
 * all that was written before a sync. Ends with fault_power_return.
 */
void fault_power_watch(void);

typedef enum fault_loss {
    LOSS_NONE, /* all that was written has reached the disk: as if only the process had died */
    LOSS_ALL,  /* nothing that was not synced */
    LOSS_SOME  /* any sectors of it, in no order */
} fault_loss;

/* Leaves on the disk what a loss of power would, and lets it work again. All connections must be closed. */
void fault_power_return(fault_loss loss, unsigned seed);

/* Sets SQLite's clock, in seconds since 1970 (may be negative); INT64_MIN: the real time. */
void fault_clock_set(int64_t seconds);

#endif

#include <speecharchive/status.h>

const char *speech_status_text(speech_status status)
{
    switch (status) {
    case SPEECH_OK: return "done";
    case SPEECH_ROW: return "a row is ready";
    case SPEECH_DONE: return "no more rows";
    case SPEECH_NOMEM: return "out of memory";
    case SPEECH_MISUSE: return "wrong use of the library";
    case SPEECH_ENCODING: return "not text in a supported encoding";
    case SPEECH_EMPTY: return "no text";
    case SPEECH_TOO_BIG: return "document too big";
    case SPEECH_RANGE: return "number out of range";
    case SPEECH_NOT_FOUND: return "not found";
    case SPEECH_IO: return "input or output error";
    case SPEECH_FULL: return "disk full";
    case SPEECH_READ_ONLY: return "read-only";
    case SPEECH_BUSY: return "locked by another process";
    case SPEECH_NOT_ARCHIVE: return "not a speech archive";
    case SPEECH_TOO_NEW: return "written by a newer version";
    case SPEECH_TOO_OLD: return "written by an older version";
    case SPEECH_CORRUPT: return "damaged archive";
    case SPEECH_INTERRUPTED: return "interrupted";
    case SPEECH_UNSUPPORTED: return "a kind of file that is not read";
    case SPEECH_INTERNAL: return "internal fault";
    }
    return "unknown status";
}

const char *speech_version(void)
{
    return SPEECH_VERSION;
}

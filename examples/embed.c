/* The archive inside of another program: stores a text from memory, searches it and prints the hits. */
#include <stdio.h>
#include <string.h>
#include <speecharchive/speecharchive.h>

static const char speech[] = "在全县河道整治推进会上的讲话\n"
                             "（2024年3月5日）\n"
                             "同志们：\n"
                             "一、看清形势\n"
                             "去年我县投入1.2亿元，整治河道36公里。\n"
                             "二、抓紧行动\n"
                             "各乡镇要在6月底前完成清淤任务，不得把淤泥倒回河里。\n";

/* Prints a line for each hit. */
static speech_status hits_print(speech_archive *archive, const char *query, speech_error *error)
{
    speech_cursor *hits = NULL;
    speech_status status = speech_archive_search(archive, query, NULL, NULL, &hits, error);
    if (status != SPEECH_OK) return status;
    while ((status = speech_cursor_next(hits, error)) == SPEECH_ROW)
        printf("%s  %s\n", speech_cursor_text(hits, speech_cursor_column(hits, "title")),
               speech_cursor_text(hits, speech_cursor_column(hits, "snippet")));
    speech_cursor_free(hits);
    return status;
}

int main(int argc, char **argv)
{
    speech_archive *archive = NULL;
    speech_error error;
    const char *path = argc > 1 ? argv[1] : "embed.db", *query = argc > 2 ? argv[2] : "河道 OR 清淤";
    speech_status status = speech_archive_open(&archive, path, SPEECH_OPEN_CREATE, &error);
    if (status == SPEECH_OK)
        status = speech_archive_ingest(archive, "embed/river", speech, strlen(speech), NULL, &error);
    if (status == SPEECH_OK) status = hits_print(archive, query, &error);
    if (status != SPEECH_DONE) fprintf(stderr, "%s: %s\n", path, error.message);
    speech_archive_close(archive);
    return status == SPEECH_DONE ? 0 : 1;
}

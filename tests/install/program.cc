// The library in C++: handles in smart pointers, an archive in a file, the analysis by itself.
#include <cstdio>
#include <cstring>
#include <memory>
#include <speecharchive/speecharchive.h>

struct Release {
    void operator()(speech_archive *archive) const { speech_archive_close(archive); }
    void operator()(speech_cursor *cursor) const { speech_cursor_free(cursor); }
    void operator()(speech_analysis *analysis) const { speech_analysis_free(analysis); }
};
using Archive = std::unique_ptr<speech_archive, Release>;
using Cursor = std::unique_ptr<speech_cursor, Release>;
using Analysis = std::unique_ptr<speech_analysis, Release>;

static const char text[] = "在全镇防汛会议上的讲话\n（2024年5月6日）\n同志们：\n一、落实责任\n"
                           "各村要在5月底前完成12处隐患排查。\n";

static int fail(const speech_error &error)
{
    std::fprintf(stderr, "%s\n", error.message);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    speech_error error = speech_error();
    speech_archive *opened = nullptr;
    if (speech_archive_open(&opened, argv[1], SPEECH_OPEN_CREATE, &error) != SPEECH_OK) return fail(error);
    Archive archive(opened);
    if (speech_archive_ingest(archive.get(), "flood", text, std::strlen(text), nullptr, &error) != SPEECH_OK)
        return fail(error);

    speech_filter filter = speech_filter();
    filter.struct_size = sizeof filter;
    filter.actor = "各村";
    speech_cursor *rows = nullptr;
    if (speech_archive_read(archive.get(), SPEECH_DIRECTIVES, &filter, &rows, &error) != SPEECH_OK) return fail(error);
    Cursor cursor(rows);
    if (speech_cursor_next(cursor.get(), &error) != SPEECH_ROW) return fail(error);
    std::printf("%s\n", speech_cursor_text(cursor.get(), speech_cursor_column(cursor.get(), "due_on")));

    speech_analysis *found = nullptr;
    if (speech_find_figures(&found, text, std::strlen(text), &error) != SPEECH_OK) return fail(error);
    Analysis analysis(found);
    return analysis->figure_count == 1 ? 0 : 1;
}

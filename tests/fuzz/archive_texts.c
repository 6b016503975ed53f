#include "archive_texts.h"

#include "handle.h"

const char *const archive_texts[] = {
    "在青禾市水务工作会议上的讲话\n青禾市市长 陈远帆\n（2023年4月3日）\n\n同志们：\n"
    "去年全市新建水库12座，供水率达到99.5％，投资约1.5亿元。\n"
    "一、抓好工程建设\n（一）加快进度。市水务局要在6月底前完成3至5个项目，由市财政局牵头，市应急管理局配合。\n"
    "（二）守住底线。严禁挪用*亿元资金，决不允许虚报。\n"
    "二、抓好服务\n一是各县区要办好实事。二是要继续推进GDP核算改革。希望大家努力。\n",
    "在青禾市水务工作会议上的讲话\n青禾市市长 陈远帆\n（2023年4月5日）\n\n同志们：\n"
    "去年全市新建水库12座，供水率达到99.5％，投资约1.5亿元。\n"
    "一、抓好工程建设\n（一）加快进度。市水务局要在6月底前完成3至5个项目，由市财政局牵头，市应急管理局配合。\n"
    "（二）守住底线。严禁挪用*亿元资金，决不允许虚报。\n"
    "二、抓好服务\n一是各县区要办好实事。二是要继续推进GDP核算改革。谢谢大家。\n",
    "云嶺縣林業座談會講話\n（二〇一九年五月）\n各位代表：\n要落實體制機制改革，退耕還林三成，种树二百万株。\n"
    "第一，各乡镇要在2020年底前完成10%的任务。\n第二，要把é與ﬁ、５Ｇ、か\xE3\x82\x99、𠮷、😀、㎡寫清楚。\n",
    "会议纪要\n要开会。\n", NULL};

speech_archive *archive_of_texts(const char *path)
{
    speech_archive *archive = NULL;
    speech_error error;
    require(speech_archive_open(&archive, path, SPEECH_OPEN_CREATE, &error) == SPEECH_OK, "an archive can be made");
    for (size_t i = 0; archive_texts[i] != NULL; i++) {
        char name[32];
        snprintf(name, sizeof name, "folder/speech-%zu.txt", i);
        speech_status status =
            speech_archive_ingest(archive, name, archive_texts[i], strlen(archive_texts[i]), NULL, &error);
        require(status == SPEECH_OK, "a speech can be ingested");
    }
    return archive;
}

speech_archive *archive_afresh(void)
{
    static speech_archive *made, *archive;
    if (made == NULL) {
        made = archive_of_texts(":memory:");
        archive = archive_of_texts(":memory:");
    }
    sqlite3_backup *backup = sqlite3_backup_init(archive->db, "main", made->db, "main");
    require(backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE, "an archive in memory is copied");
    sqlite3_backup_finish(backup);
    archive->writes++; /* so that nothing kept of the former content is used */
    return archive;
}

/* What a value is as text, a number and a kind is the same however often it is asked. */
static void read_value(speech_cursor *cursor, int column, bool damaged)
{
    const char *name = speech_cursor_name(cursor, column);
    require(name != NULL && speech_cursor_column(cursor, name) >= 0, "a column is found by its name");
    speech_type type = speech_cursor_type(cursor, column);
    const char *text = speech_cursor_text(cursor, column);
    require((text == NULL) == (type == SPEECH_NULL), "text is NULL for NULL only");
    if (text != NULL && !damaged) require(is_utf8(text, strlen(text)), "text is UTF-8");
    speech_cursor_integer(cursor, column);
    speech_cursor_real(cursor, column);
}

size_t drain(speech_cursor *cursor, bool damaged)
{
    speech_error error = {.status = SPEECH_OK};
    speech_status status;
    size_t rows = 0;
    while ((status = speech_cursor_next(cursor, &error)) == SPEECH_ROW) {
        for (int i = 0; i < speech_cursor_columns(cursor); i++) read_value(cursor, i, damaged);
        rows++;
    }
    if (status != SPEECH_DONE) {
        require(damaged, "an archive that is sound is read to its end");
        require_error(status, &error);
    }
    speech_cursor_free(cursor);
    return rows;
}

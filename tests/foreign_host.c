/*
 * A program that carries its own SQLite, as many do: loads an extension and runs SQL.
 *
 *   foreign_host EXTENSION DATABASE SQL
 *
 * Prints the rows, columns with "|". Exit status: 0 done, 1 not; then the reason is on standard error.
 */
#include <sqlite3.h>
#include <stdio.h>

static int print_row(void *context, int count, char **values, char **names)
{
    (void)context, (void)names;
    for (int i = 0; i < count; i++) printf("%s%s", i == 0 ? "" : "|", values[i] == NULL ? "" : values[i]);
    putchar('\n');
    return 0;
}

int main(int count, char **arguments)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    if (count != 4) {
        fprintf(stderr, "usage: foreign_host EXTENSION DATABASE SQL\n");
        return 1;
    }
    int code = sqlite3_open(arguments[2], &db);
    if (code == SQLITE_OK) code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    if (code == SQLITE_OK) code = sqlite3_load_extension(db, arguments[1], NULL, &message);
    if (code == SQLITE_OK) code = sqlite3_exec(db, arguments[3], print_row, NULL, &message);
    if (code != SQLITE_OK) fprintf(stderr, "%s\n", message == NULL ? sqlite3_errmsg(db) : message);
    sqlite3_free(message);
    return sqlite3_close(db) == SQLITE_OK && code == SQLITE_OK ? 0 : 1;
}

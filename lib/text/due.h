/*
 * The date at which a deadline falls due, from the speech's own date only; the clock is never asked.
 *
 * due_on is the last day of what the deadline states, as an ISO date, or a prefix of one where the period is exactly a
 * year or a month:
 *
 *   2025年, 今年, 明年              2025              the year itself
 *   2025年8月, 今年8月              2025-08           the month itself
 *   年内, 年底, 2025年底前          2025-12-31        the end of the year
 *   2025年前                        2024-12-31        the day before the year begins
 *   8月底前, 本月底, 上半年          the last day of the month or half-year
 *   9月前                           2025-08-31        the day before the month begins
 *   9月10日, 9月10日前              2025-09-10        前 after a day takes the day in, as offices do
 *   “十四五”期间, “十四五”末        2025-12-31        plan n ends in the year 1955 + 5n
 *
 * A month, quarter or half-year without a year that was over when the speech was held is the next year's, for a task
 * lies ahead; with 今年 it is this year's as stated. Without the speech's date only deadlines with a year or a plan
 * of their own have one. There is none for masked digits (*月底前), seasons, terms and festivals (新学期, 春节前),
 * lengths of time (三年内: counted from when is not stated), what recurs (每学期) and what only begins (今年秋季开始).
 */
#ifndef SPEECH_TEXT_DUE_H
#define SPEECH_TEXT_DUE_H

#include <speecharchive/analysis.h>

/*
 * Resolves the deadline plain[span) of a speech held on `delivered_on` (an ISO date or prefix, or NULL). Writes the
 * date to `due` as a NUL-terminated string, "" if there is none.
 */
void due_resolve(const char *plain, speech_span span, const char *delivered_on, char due[11]);

#endif

#!/bin/sh
# Opens the hand-outs with the programs they are made for: CSV with sqlite3's own import, iCalendar with a library for
# it (python3-icalendar), HTML with a headless browser.
#
#   sh tests/handout.sh TOOL
#
# Exit status: 0 if all that could be opened was right, 1 if not, 77 if none of the programs is there.
set -u
tool=${1:?usage: sh tests/handout.sh TOOL}
case $tool in /*) ;; *) tool=$PWD/$tool ;; esac
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
cd "$scratch" || exit 1
SPEECH_ARCHIVE=$scratch/samples.db
export SPEECH_ARCHIVE
failed=0 opened=0

fail() {
    echo "failed: $*"
    failed=1
}

day=2026-06-20
"$tool" ingest "$root/examples/samples" >/dev/null || exit 1
first=$("$tool" tasks --document work-plan --as-of $day --format tsv | sed -n '2s/\t.*//p')
"$tool" mark "$first" done --date 2026-04-28 --note '甲,"乙"
丙;丁\戊<己>' --evidence '青发改〔2026〕51号' >/dev/null || exit 1
for form in markdown csv html calendar; do
    "$tool" handout --as-of $day --as $form --stamp 20260620T080000Z >tasks.$form || fail "$form"
    "$tool" handout --as-of $day --as $form --stamp 20260620T080000Z --group-by body >bodies.$form || fail "$form by body"
done
tasks=$("$tool" tasks --as-of $day --format json | wc -l)

# CSV: as many rows as tasks, every field as the archive has it.
if command -v sqlite3 >/dev/null; then
    opened=$((opened + 1))
    sqlite3 import.db ".import --csv tasks.csv handout" ".import --csv bodies.csv bodies" || fail "sqlite3's import"
    [ "$(sqlite3 import.db 'SELECT count(*) FROM handout')" = "$tasks" ] || fail "the rows of the CSV"
    # Line ends in a text, and the blanks around them, are left out where it is handed out.
    plain() { echo "replace(replace(replace(coalesce($1, ''), char(10), ''), char(13), ''), ' ', '')"; }
    different=$(sqlite3 import.db "ATTACH '$SPEECH_ARCHIVE' AS a" "SELECT count(*) FROM handout h JOIN a.task_list t
        ON t.id = h.编号 WHERE $(plain h.任务) <> $(plain t.text) OR $(plain h.目标) <> $(plain t.targets)
        OR $(plain h.备注) <> $(plain t.note) OR h.牵头单位 <> coalesce(t.lead, '') OR h.讲话 <> coalesce(t.title, '')
        OR h.配合单位 <> coalesce(t.support, '') OR h.完成时限 <> coalesce(t.due_on, t.deadline, '')")
    [ "$different" = 0 ] || fail "$different rows of the CSV differ from the archive"
    note=$(sqlite3 import.db "SELECT 备注 FROM handout WHERE 编号 = '$first'")
    [ "$note" = '甲,"乙"丙;丁\戊<己>' ] || fail "the note in the CSV: $note"
    [ "$(sqlite3 import.db "SELECT count(*) >= $tasks FROM bodies")" = 1 ] || fail "the CSV by body"
fi

# iCalendar: an event for each task that is not closed and has a due date, on that day, its text whole.
python=
for name in python3 /usr/bin/python3; do
    if [ -z "$python" ] && $name -c 'import icalendar' 2>/dev/null; then python=$name; fi
done
if [ -n "$python" ]; then
    opened=$((opened + 1))
    "$tool" tasks --as-of $day --status open,doing --format json >tasks.json
    $python - <<'PYTHON' || fail "the calendar"
import datetime, icalendar, json
source = open("tasks.calendar", "rb").read()
assert source.endswith(b"\r\n") and b"\n" not in source.replace(b"\r\n", b"")
assert all(len(line) <= 75 for line in source.split(b"\r\n")), "a line is too long"
for line in source.split(b"\r\n"):
    line.decode("utf-8")  # folded between characters
calendar = icalendar.Calendar.from_ical(source)
assert not calendar.errors
events = {int(str(e["UID"]).split("-")[1]): e for e in calendar.walk("VEVENT")}
tasks = {t["id"]: t for t in map(json.loads, open("tasks.json", encoding="utf-8")) if t["due_by"]}
assert len(tasks) > 20 and events.keys() == tasks.keys(), (len(events), len(tasks))
for id, event in events.items():
    due = datetime.date.fromisoformat(tasks[id]["due_by"])
    text = tasks[id]["text"].replace("\n", "")
    assert event["DTSTART"].dt == due and event["DTEND"].dt == due + datetime.timedelta(days=1), id
    assert str(event["SUMMARY"]).endswith(text), (id, str(event["SUMMARY"]), text)
    assert text in str(event["DESCRIPTION"]) and not event.errors, id
assert len({str(e["UID"]) for e in events.values()}) == len(events)
print(len(events), "events")
PYTHON
fi

# HTML: the browser shows each task with its words, in columns that fit on the page; it prints on A4 across.
browser=
for name in chromium chromium-browser google-chrome; do
    if command -v $name >/dev/null; then browser=$name; fi
done
if [ -n "$browser" ]; then
    opened=$((opened + 1))
    # The page measures itself: what overflows its cell or the page, and whether all tasks have a row.
    script='<script>addEventListener("load",function(){var t=document.querySelectorAll("tbody tr:not(.section)"),w=0;
document.querySelectorAll("td,th").forEach(function(c){if(c.scrollWidth>c.clientWidth+1)w++});
var p=document.documentElement;document.title="rows "+t.length+" overflow "+w+" wide "+(p.scrollWidth>p.clientWidth)+
" fonts "+(document.fonts.check("14px sans-serif","任务"))+" first "+t[0].cells[1].textContent.length})</script>'
    for page in tasks bodies; do
        { cat $page.html; echo "$script"; } >measured.html
        timeout 120 "$browser" --headless --no-sandbox --disable-gpu --window-size=1300,1000 --virtual-time-budget=4000 \
            --dump-dom "file://$scratch/measured.html" >dom.html 2>/dev/null
        seen=$(sed -n 's/.*<title>\(rows [^<]*\)<.*/\1/p' dom.html)
        rows=$(grep -c '<td class="number">' $page.html)
        case $seen in
        "rows $rows overflow 0 wide false fonts true first "[1-9]*) ;;
        *) fail "the page $page in the browser: $seen (of $rows rows)" ;;
        esac
    done
    [ "$(grep -c '<td class="number">' tasks.html)" = "$tasks" ] || fail "the rows of the page"
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=tasks.pdf \
        "file://$scratch/tasks.html" >/dev/null 2>&1
    # A4 across is 842 by 595 points.
    grep -aq '/MediaBox \[0 0 84[12][.0-9]* 59[45][.0-9]*\]' tasks.pdf || fail "the printed page is not A4 across"
    if command -v pdftotext >/dev/null; then
        pdftotext -layout tasks.pdf printed.txt
        grep -q 在青岚市2026年重点工作任务推进会议上的讲话 printed.txt || fail "the printed text"
        pages=$(tr -cd '\f' <printed.txt | wc -c)
        heads=$(grep -c '编号.*任务.*牵头单位.*完成时限' printed.txt)
        [ "$heads" -ge "$pages" ] || fail "$heads table heads on $pages printed pages"
    fi
fi

if [ $opened -eq 0 ]; then
    echo "skipped: needs sqlite3, python3-icalendar or chromium"
    exit 77
fi
[ $failed -ne 0 ] || echo "$opened of 3 kinds of program opened the hand-outs of $tasks tasks"
exit $failed

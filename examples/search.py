#!/usr/bin/env python3
"""Who says it, when, and with which figures: asks an archive, with nothing but Python's own sqlite3.

    python3 search.py SPEECHES.DB QUERY [EXTENSION]

EXTENSION is the path of speecharchive.so (default: that of the build beside this folder, else the installed one). With
it QUERY is all that archive-query understands; without it, or with a Python that can't load extensions, the words of
QUERY are asked of the index directly, and must be written as the index has them: in simplified characters, half width.
"""
import pathlib
import sqlite3
import sys


BUILT = pathlib.Path(__file__).resolve().parent.parent / "build" / "speecharchive.so"


def load(db, extension):
    """Loads the extension, if it is there and this Python can."""
    if not hasattr(db, "enable_load_extension"):
        return False
    db.enable_load_extension(True)
    try:
        db.load_extension(str(extension))
    except sqlite3.OperationalError:
        return False
    finally:
        db.enable_load_extension(False)
    return True


def phrase(word):
    """A word as the index has it: the phrase of its pairs of characters (see sql/schema.sql)."""
    pairs = [word[i:i + 2] for i in range(len(word) - 1)]
    return '"%s"' % " ".join(pairs) if pairs else '"%s"*' % word


def search(db, query, extended):
    """The best paragraphs: their ids with a piece of their text."""
    if extended:
        return db.execute("SELECT paragraph_id, snippet FROM speech_search(?, 5)", (query,)).fetchall()
    words = [phrase(word) for word in query.lower().replace('"', " ").split()]
    return db.execute(
        "SELECT p.id, substr(p.text, 1, 60) FROM paragraphs_fts f JOIN paragraphs p ON p.id = f.rowid "
        "WHERE paragraphs_fts MATCH ? ORDER BY rank LIMIT 5", ("grams : (%s)" % " ".join(words),)).fetchall()


def main(path, query, extension=BUILT if BUILT.exists() else "speecharchive"):
    db = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
    extended = load(db, extension)
    print("speecharchive", db.execute("SELECT speech_version()").fetchone()[0] if extended else "is not loaded")
    for paragraph, snippet in search(db, query, extended):
        speaker, date, title, source = db.execute(
            "SELECT s.speaker, s.delivered_on, s.title, d.text FROM paragraphs p JOIN speeches s ON s.id = p.speech_id "
            "JOIN documents d ON d.id = s.document_id WHERE p.id = ?", (paragraph,)).fetchone()
        print(date or "no date", speaker or "no speaker", title or "no title", sep="  ")
        print("   ", snippet)
        for value, unit, subject, text, begin, end in db.execute(
                "SELECT value, unit, subject, text, begin_byte, end_byte FROM figures WHERE paragraph_id = ?",
                (paragraph,)):
            cut = source.encode()[begin:end].decode()  # the source's own bytes
            print("    %s %s: %s %s, bytes %d to %d" % (subject or "", text, value, unit or "", begin, end),
                  "as stored" if cut == text else "DIFFER: " + cut)
    db.close()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])

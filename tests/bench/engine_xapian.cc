// Xapian with its n-grams of Chinese characters: single ones, with positions, and pairs, without.
#include <xapian.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "engine.h"
#include "measure.h"
#include "paragraphs.h"

namespace
{

enum { YEAR_SLOT = 0, BATCH = 50000 };

bool build(const char *source, const char *path, double *index_seconds)
{
    paragraph_reader reader;
    paragraph p;
    *index_seconds = 0;
    if (!paragraphs_open(&reader, source)) return false;
    try {
        double start = clock_seconds();
        Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator generator;
        generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
        for (int added = 1; paragraphs_next(&reader, &p); added++) {
            Xapian::Document document;
            document.set_data(std::string(p.text, p.length));
            document.add_value(YEAR_SLOT, Xapian::sortable_serialise(p.year));
            generator.set_document(document);
            generator.index_text(Xapian::Utf8Iterator(p.text, p.length));
            database.replace_document(static_cast<Xapian::docid>(p.id), document);
            if (added % BATCH == 0) database.commit();
        }
        database.commit();
        database.close();
        *index_seconds = clock_seconds() - start;
    } catch (const Xapian::Error &error) {
        std::fprintf(stderr, "xapian: %s\n", error.get_description().c_str());
        paragraphs_close(&reader);
        return false;
    }
    paragraphs_close(&reader);
    return true;
}

void *open_database(const char *path)
{
    try {
        return new Xapian::Database(path);
    } catch (const Xapian::Error &error) {
        std::fprintf(stderr, "xapian: %s\n", error.get_description().c_str());
        return nullptr;
    }
}

void close_database(void *engine)
{
    delete static_cast<Xapian::Database *>(engine);
}

// A word of one or two characters is a term; a longer one all its pairs, and its characters as a phrase.
Xapian::Query word_query(const std::string &word)
{
    if (word.size() <= 6) return Xapian::Query(word);
    std::vector<Xapian::Query> pairs, characters;
    for (size_t i = 0; i + 6 <= word.size(); i += 3) pairs.emplace_back(word.substr(i, 6));
    for (size_t i = 0; i < word.size(); i += 3) characters.emplace_back(word.substr(i, 3));
    return Xapian::Query(Xapian::Query::OP_FILTER, Xapian::Query(Xapian::Query::OP_AND, pairs.begin(), pairs.end()),
                         Xapian::Query(Xapian::Query::OP_PHRASE, characters.begin(), characters.end(),
                                       static_cast<Xapian::termcount>(characters.size())));
}

Xapian::Query query_of(const bench_query *q)
{
    Xapian::Query query = word_query(q->words[0]);
    if (q->words[1] != nullptr) {
        Xapian::Query::op op = q->form == BENCH_AND  ? Xapian::Query::OP_AND
                               : q->form == BENCH_OR ? Xapian::Query::OP_OR
                                                     : Xapian::Query::OP_AND_NOT;
        query = Xapian::Query(op, query, word_query(q->words[1]));
    }
    if (q->from_year == BENCH_NO_YEAR) return query;
    return Xapian::Query(Xapian::Query::OP_FILTER, query,
                         Xapian::Query(Xapian::Query::OP_VALUE_RANGE, YEAR_SLOT,
                                       Xapian::sortable_serialise(q->from_year),
                                       Xapian::sortable_serialise(q->to_year)));
}

bool search(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    Xapian::Database &database = *static_cast<Xapian::Database *>(engine);
    try {
        Xapian::Enquire enquire(database);
        enquire.set_query(query_of(q));
        if (limit == 0) enquire.set_weighting_scheme(Xapian::BoolWeight());
        Xapian::MSet found =
            enquire.get_mset(0, limit == 0 ? database.get_doccount() : static_cast<Xapian::doccount>(limit));
        for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i) {
            size_t bytes = 0;
            if (limit > 0)
                bytes = found
                            .snippet(i.get_document().get_data(), 180, Xapian::Stem(),
                                     Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE |
                                         Xapian::MSet::SNIPPET_CJK_NGRAM)
                            .size();
            bench_hit(hits, *i, bytes);
        }
    } catch (const Xapian::Error &error) {
        std::fprintf(stderr, "xapian: %s\n", error.get_description().c_str());
        return false;
    }
    return true;
}

} // namespace

extern "C" const bench_engine engine_xapian = {
    "xapian", "Xapian with n-grams, BM25 and MSet::snippet()", nullptr, build, open_database, search, close_database,
};

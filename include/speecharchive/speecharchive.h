/*
 * Everything the library offers: reading documents (document.h), text analysis (analysis.h), the archive (archive.h),
 * its ledger of tasks (ledger.h) and how words are used in it (usage.h).
 */
#ifndef SPEECHARCHIVE_H
#define SPEECHARCHIVE_H

#include <speecharchive/analysis.h>
#include <speecharchive/archive.h>
#include <speecharchive/document.h>
#include <speecharchive/ledger.h>
#include <speecharchive/usage.h>

#endif

/* Everything the library offers: text analysis (analysis.h) and the archive (archive.h). */
#ifndef SPEECHARCHIVE_H
#define SPEECHARCHIVE_H

#include <speecharchive/analysis.h>
#include <speecharchive/archive.h>

#endif

#!/bin/sh
# Installs what is missing, builds and runs all tests. From any directory: sh tests/run.sh [CMAKE-OPTION...]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/prepare.sh"
prepare check
# PDF files are read and tested where that is to be had.
pkg-config --exists poppler-glib || (install_packages libpoppler-glib-dev) || true
# The library is used from C++, too, and its manual pages are looked over, where these are to be had.
command -v c++ >/dev/null || (install_packages g++) || true
command -v mandoc >/dev/null || command -v groff >/dev/null || (install_packages mandoc) || true
build "$root" "$root/build" "$@"
cd "$root/build"
ctest --output-on-failure

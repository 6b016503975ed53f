#!/bin/sh
# Builds and runs all tests with other versions of SQLite than the installed one.
#
#   sh tests/sqlite_versions.sh PREFIX...    with SQLite as it is installed in each PREFIX: include/, lib/, perhaps bin/
#   sh tests/sqlite_versions.sh --fetch DIR  with the oldest that is supported and the newest that Debian has: puts them
#                                            into DIR/3.34.1 and DIR/newest, where they are not there already. Needs
#                                            apt-get, dpkg-deb and dpkg-source
#
# Exit status: 0 all passed, 1 something failed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/prepare.sh"

# debian SUITE DIR APT-GET-ARGUMENTS...: apt-get with the lists of another suite of the mirror that the machine uses.
debian() {
    suite=$1 apt=$2/apt-$1
    shift 2
    mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
    for type in deb deb-src; do
        echo "$type [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:?} $suite main"
    done >"$apt/sources.list"
    apt-get -q -o Dir::State="$apt/state" -o Dir::State::status=/dev/null -o Dir::Cache="$apt/cache" \
        -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root "$@"
}

# Debian 11 has 3.34.1, whose packages run on every later one.
fetch_oldest() {
    mkdir -p "$1/packages"
    cd "$1/packages"
    debian bullseye "$1" update
    debian bullseye "$1" download libsqlite3-0 libsqlite3-dev sqlite3
    for package in ./*.deb; do dpkg-deb -x "$package" "$1/unpacked"; done
    # The library comes in a folder for its architecture.
    mkdir -p "$1/3.34.1/lib"
    cp -P "$1"/unpacked/usr/lib/*/libsqlite3.* "$1/3.34.1/lib"
    cp -R "$1/unpacked/usr/include" "$1/unpacked/usr/bin" "$1/3.34.1"
}

# The newest is built, since its packages may need a newer C library than this machine's.
fetch_newest() {
    mkdir -p "$1/source"
    cd "$1/source"
    debian sid "$1" update
    debian sid "$1" source --download-only sqlite3
    dpkg-source --no-check -x sqlite3_*.dsc sqlite3
    cd sqlite3
    ./configure --prefix="$1/newest" --soname=legacy --all --disable-tcl CFLAGS=-O1
    make -j "$(nproc)" install
}

# test_with PREFIX: prints what ctest says in the end.
test_with() {
    prefix=$(cd "$1" && pwd)
    version=$(sed -n 's/^#define SQLITE_VERSION  *"\(.*\)".*/\1/p' "$prefix/include/sqlite3.h")
    library=$(find "$prefix"/lib* -name libsqlite3.so | head -n 1)
    if [ -z "$version" ] || [ -z "$library" ]; then
        echo "$1: there is no SQLite" >&2
        return 1
    fi
    work=$root/build-sqlite-$version
    mkdir -p "$work.pc"
    # The programs of the build know where their library is; the shell of that SQLite has to be told, and nobody else.
    {
        echo '#!/bin/sh'
        echo "LD_LIBRARY_PATH='$(dirname "$library")' exec '$prefix/bin/sqlite3' \"\$@\""
    } >"$work.pc/sqlite3"
    chmod +x "$work.pc/sqlite3"
    cat >"$work.pc/sqlite3.pc" <<END
Name: SQLite
Description: SQL database engine
Version: $version
Libs: -L$(dirname "$library") -lsqlite3
Cflags: -I$prefix/include
END
    PKG_CONFIG_PATH=$work.pc${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    [ ! -x "$prefix/bin/sqlite3" ] || PATH=$work.pc:$PATH
    export PKG_CONFIG_PATH PATH
    echo "== SQLite $version"
    (build "$root" "$work" -DSPEECH_WERROR=ON) || return 1
    if ! ldd "$work/check_archive" | grep -qF "$(dirname "$library")/libsqlite3"; then
        echo "the tests are linked to another SQLite:" && ldd "$work/check_archive" | grep sqlite
        return 1
    fi
    cd "$work" && ctest --output-on-failure
}

if [ "${1-}" = --fetch ]; then
    mkdir -p "${2:?usage: sh tests/sqlite_versions.sh --fetch DIR}"
    folder=$(cd "$2" && pwd)
    [ -d "$folder/3.34.1" ] || (fetch_oldest "$folder") >"$folder/oldest.log" 2>&1
    [ -d "$folder/newest" ] || (fetch_newest "$folder") >"$folder/newest.log" 2>&1
    set -- "$folder/3.34.1" "$folder/newest"
fi
: "${1:?usage: sh tests/sqlite_versions.sh PREFIX... (or --fetch DIR)}"
prepare check
failed=0
for prefix in "$@"; do
    (test_with "$prefix") || failed=1
done
exit $failed

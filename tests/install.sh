#!/bin/sh
# Installs the library and uses it as others would: from CMake, with pkg-config, and as a part of their own build.
#
#   sh tests/install.sh BUILD
#
# BUILD is a directory in which all is built. Exit status: 0 passed, 1 failed, 77 something that this needs is missing.
set -u
build=$(cd "${1:?usage: sh tests/install.sh BUILD}" && pwd)
tests=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$tests")
for program in cmake pkg-config readelf nm strip; do
    if ! command -v $program >/dev/null; then
        echo "skipped: needs $program"
        exit 77
    fi
done
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
unset DESTDIR
compiler=$(sed -n 's/^CMAKE_C_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
CMAKE_GENERATOR=$(sed -n 's/^CMAKE_GENERATOR:[A-Z]*=//p' "$build/CMakeCache.txt") # there may be no other one
export CMAKE_GENERATOR
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:[A-Z]*=//p' "$build/CMakeCache.txt")
soname=libspeecharchive.so.${version%.*} # of a version before 1.0
failed=0

# expect WHAT COMMAND...: what must succeed; its output is shown only when it does not.
expect() {
    what=$1
    shift
    if "$@" >"$scratch/log" 2>&1; then
        echo "passed: $what"
    else
        echo "failed: $what"
        tail -n 40 "$scratch/log"
        failed=$((failed + 1))
    fi
}

# expect_none WHAT FILE: fails if the file has lines.
expect_none() {
    expect "$1" sh -c 'cat "$0"; ! [ -s "$0" ]' "$2"
}

files() {
    (cd "$1" && find . ! -type d | LC_ALL=C sort)
}

# same_files WHAT FROM TO PATTERN: are all files of a folder there, and no others?
same_files() {
    (cd "$2" && find . -type f -name "$4" | LC_ALL=C sort) >"$scratch/expected"
    files "$3" >"$scratch/found"
    expect "$1" diff "$scratch/expected" "$scratch/found"
}

# ---- what is installed ----

prefix=$scratch/prefix
expect "install with --prefix" cmake --install "$build" --prefix "$prefix"
expect "install with DESTDIR, stripped" env DESTDIR="$scratch/stage" cmake --install "$build" --prefix "$prefix" --strip
files "$prefix" >"$scratch/expected"
files "$scratch/stage$prefix" >"$scratch/found"
expect "DESTDIR gets the same files" diff "$scratch/expected" "$scratch/found"
find "$scratch/stage" ! -type d ! -path "$scratch/stage$prefix/*" >"$scratch/found"
expect_none "and nothing beside them" "$scratch/found"

pc=$(find "$prefix" -name speecharchive.pc)
libraries=$(dirname "$(dirname "$pc")")
same_files "all public headers" "$source/include/speecharchive" "$prefix/include/speecharchive" '*.h'
same_files "all SQL files" "$source/sql" "$prefix/share/speecharchive" '*.sql'
for file in bin/archive-query share/man/man1/archive-query.1 share/man/man3/speecharchive.3 \
    share/man/man3/speech_archive_open.3 share/doc/speecharchive/LICENSE share/doc/speecharchive/README.md; do
    expect "$file" test -s "$prefix/$file"
done
expect "libspeecharchive.a" test -s "$libraries/libspeecharchive.a"
expect "libspeecharchive.so" test "$(readlink "$libraries/libspeecharchive.so")" = $soname
expect "$soname" test "$(readlink "$libraries/$soname")" = "libspeecharchive.so.$version"
readelf -d "$libraries/libspeecharchive.so" >"$scratch/dynamic"
expect "soname" grep -q "SONAME.*\[$soname\]" "$scratch/dynamic"
nm -D --defined-only "$libraries/libspeecharchive.so" | awk '$3 !~ /^speech_/ && $3 != "sqlite3_speecharchive_init"' >"$scratch/found"
expect_none "only speech_ and the entry point of the extension are exported" "$scratch/found"
nm -D --defined-only "$libraries/speecharchive.so" | awk '$3 != "sqlite3_speecharchive_init"' >"$scratch/found"
expect_none "of the module only the entry point" "$scratch/found"
nm -D --undefined-only "$libraries/speecharchive.so" | grep sqlite3_ >"$scratch/found"
expect_none "the module is linked to no SQLite" "$scratch/found"

# Debugging information names it, and may; nothing else.
strip -g "$scratch/stage$libraries/libspeecharchive.a"
grep -rlF -e "$build" -e "$source" "$scratch/stage" >"$scratch/found"
expect_none "nothing installed names the build directory" "$scratch/found"
readelf -d "$prefix/bin/archive-query" | grep -E 'RPATH|RUNPATH' >"$scratch/found"
expect_none "the tool looks for libraries nowhere else" "$scratch/found"
expect "the tool runs" "$prefix/bin/archive-query" --version

# ---- who uses it ----

mkdir "$scratch/project"
cp "$tests/install/CMakeLists.txt" "$tests/install/program.cc" "$source/examples/embed.c" "$scratch/project"
# The whole is moved before it is used: nothing may depend on where it was installed.
mv "$prefix" "$scratch/moved"
libraries=$scratch/moved${libraries#"$prefix"}
prefix=$scratch/moved

# project NAME OPTIONS...: configures and builds the project.
project() {
    name=$1
    shift
    expect "$name: configure" cmake -S "$scratch/project" -B "$scratch/$name" -DCMAKE_C_COMPILER="$compiler" \
        -DEXAMPLE=embed.c "$@"
    expect "$name: build" cmake --build "$scratch/$name" --parallel 2
}

# run_programs NAME: runs the programs that are built, each with an archive of its own.
run_programs() {
    for program in "$scratch/$1"/c_* "$scratch/$1"/cxx*; do
        [ -x "$program" ] && expect "$1: $(basename "$program")" "$program" "$program.db"
    done
}

project package -DCMAKE_PREFIX_PATH="$prefix"
run_programs package
readelf -d "$scratch/package/c_speecharchive" >"$scratch/dynamic"
# Text only: debugging information in what is linked statically names it.
grep -rlIF "$build" "$scratch/package" "$scratch/dynamic" >"$scratch/found"
expect_none "package: the build directory was not used" "$scratch/found"
expect "package: speecharchive::speecharchive is the shared library" grep -q $soname "$scratch/dynamic"
readelf -d "$scratch/package/c_static" | grep libspeecharchive >"$scratch/found"
expect_none "package: speecharchive::static is the static one" "$scratch/found"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name speecharchive.pc)"):${PKG_CONFIG_PATH-}
export PKG_CONFIG_PATH
cd "$scratch/project" || exit 1
expect "pkg-config: version" test "$(pkg-config --modversion speecharchive)" = "$version"
expect "pkg-config: SQL files" test -s "$(pkg-config --variable=sqldir speecharchive)/schema.sql"
expect "pkg-config: build" "$compiler" -o shared embed.c $(pkg-config --cflags --libs speecharchive)
expect "pkg-config: run" env LD_LIBRARY_PATH="$libraries:${LD_LIBRARY_PATH-}" ./shared shared.db
# Not all packages bring what the files of their own libraries name for static linking.
echo 'int main(void) { return 0; }' >empty.c
needs=$(pkg-config --static --libs $(pkg-config --print-requires-private speecharchive))
if "$compiler" -o empty empty.c $needs 2>/dev/null; then
    expect "pkg-config --static: build" "$compiler" -o static embed.c \
        $(pkg-config --static --cflags --libs speecharchive | sed 's/-lspeecharchive/-l:libspeecharchive.a/')
    expect "pkg-config --static: run" ./static static.db
else
    echo "skipped: pkg-config --static; something that the libraries below are linked to is not installed"
fi

# The formats with a library of their own are tried above; without them this builds faster.
project subdirectory -DSPEECH_SOURCE="$source" -DSPEECH_WITH_HTML=OFF -DSPEECH_WITH_DOCX=OFF -DSPEECH_WITH_PDF=OFF
run_programs subdirectory
expect "subdirectory: install" cmake --install "$scratch/subdirectory" --prefix "$scratch/none"
expect "subdirectory: nothing of it is installed" test ! -e "$scratch/none"

[ $failed -eq 0 ] || exit 1

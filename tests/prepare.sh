# Sourced by the scripts that build: installs what is missing, and builds.

# prepare PACKAGES-FOR-TESTS...: installs what the build needs, and the packages named, where they are missing.
prepare() {
    packages=
    command -v cmake >/dev/null || packages="$packages cmake"
    command -v ninja >/dev/null || command -v make >/dev/null || packages="$packages ninja-build"
    command -v cc >/dev/null || command -v gcc >/dev/null || packages="$packages gcc libc6-dev"
    command -v sqlite3 >/dev/null || packages="$packages sqlite3"
    if ! command -v pkg-config >/dev/null; then
        packages="$packages pkg-config libsqlite3-dev libutf8proc-dev libxml2-dev libzip-dev $*"
    else
        pkg-config --exists 'sqlite3 >= 3.34' || packages="$packages libsqlite3-dev"
        pkg-config --exists libutf8proc || packages="$packages libutf8proc-dev"
        # Web pages and Word documents; the build goes without them where they are not to be had.
        pkg-config --exists libxml-2.0 || packages="$packages libxml2-dev"
        pkg-config --exists libzip || packages="$packages libzip-dev"
        for package in "$@"; do
            pkg-config --exists "$package" || packages="$packages $package"
        done
    fi
    [ -z "$packages" ] || install_packages $packages
}

# install_packages PACKAGES...
install_packages() {
    if ! command -v apt-get >/dev/null; then
        echo "please install:" "$@" >&2
        exit 1
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "please install, as root: apt-get install" "$@" >&2
            exit 1
        fi
        as_root=sudo
    fi
    echo "installing:" "$@"
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        exit 1
}

# build SOURCE BUILD CMAKE-OPTIONS...
build() {
    source=$1 build=$2
    shift 2
    generator=
    # A build directory that was copied along with the sources is of no use here.
    if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$source" "$build/CMakeCache.txt"; then
        rm -rf "$build"
    fi
    if [ ! -f "$build/CMakeCache.txt" ] && command -v ninja >/dev/null; then
        generator='-G Ninja'
    fi
    cmake $generator -S "$source" -B "$build" "$@" >"$build.log" 2>&1 &&
        cmake --build "$build" --parallel "$(nproc 2>/dev/null || echo 2)" >>"$build.log" 2>&1 && rm -f "$build.log" && return
    tail -n 40 "$build.log" >&2
    rm -f "$build.log"
    exit 1
}

# Tools for the scripts beside this file, which read it. They are Debian's; nothing on the system changes.
# shellcheck shell=bash
W=$PWD/target R=$PWD/target/debian
mkdir -p "$W"

skip() {
    echo "SKIPPED, nothing was built or run: $*" >&2
    exit 77
}

# Unpacks these packages, and what they need that is not installed, into target/$1, unless it is there.
unpack() {
    local into=$W/$1 apt=(apt-get -qq -y -o DPkg::Lock::Timeout=600 -o Debug::NoLocking=true) package
    [ ! -d "$into" ] || return 0
    command -v apt-get dpkg >/dev/null || skip "the tools are Debian's packages, and there is no apt-get"
    [ "$(id -u)" != 0 ] || "${apt[@]}" update >"$W/apt.log" 2>&1 || skip "apt-get update failed, see $W/apt.log"
    mkdir -p "$W/packages/partial"
    "${apt[@]}" --download-only --reinstall --no-install-recommends -o Dir::Cache::archives="$W/packages" \
        install "${@:2}" >>"$W/apt.log" 2>&1 || skip "the packages cannot be had, see $W/apt.log"
    rm -rf "$into.part"
    for package in "$W/packages/"*.deb; do dpkg -x "$package" "$into.part"; done
    rm -rf "$W/packages"
    mv "$into.part" "$into"
}

# Rust, QEMU's machines and lld: what all scripts share, so that whichever comes first unpacks it for the others.
unpack_rust() {
    unpack debian rustc-web cargo-web rust-web-src qemu-system-arm qemu-system-misc lld
}

# Sets `cargo` and what it needs to build `core` for any target.
use_rust() {
    export LD_LIBRARY_PATH=$R/usr/lib/x86_64-linux-gnu:$R/lib/x86_64-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export RUSTC=$R/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TERM_COLOR=never
    cargo=$R/usr/bin/cargo
    "$RUSTC" --version || skip "Debian's rustc does not run here"
    [ -f "$R/usr/lib/rustlib/src/rust/library/core/Cargo.toml" ] ||
        skip "the sources of the standard library are not those of $("$RUSTC" --version)"
}

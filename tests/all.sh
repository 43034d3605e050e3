#!/usr/bin/env bash
# Runs every check of the project on a clean checkout, and says what it skips.
#
#   tests/all.sh            everything, in the order of what fails fastest
#   tests/all.sh --quick    without the proof of the whole course
#   tests/all.sh --sites    with the proof at all five clusters, which takes half an hour more
#
# On Debian as root it installs what the tests need; elsewhere it says what is missing and goes on without.
set -euo pipefail
cd "$(dirname "$0")/.."

quick=no
all_sites=no
case "${1-}" in
    '') ;;
    --quick) quick=yes ;;
    --sites) all_sites=yes ;;
    *)
        echo "usage: tests/all.sh [--quick | --sites]" >&2
        exit 2
        ;;
esac

log=$(mktemp)
# What proofs tell, and what they record, for the book that shows it.
proofs=$(mktemp -d)
recordings=$(mktemp -d)
trap 'rm -rf "$log" "$proofs" "$recordings"' EXIT
skipped=0

say() { printf '\n== %s\n' "$*"; }
skip() {
    printf 'SKIPPED: %s\n' "$*"
    skipped=$((skipped + 1))
}
have() { command -v "$1" >/dev/null 2>&1; }

# A step with its time; what it prints is kept to count what was skipped.
step() {
    local name=$1 begun=$SECONDS
    shift
    say "$name"
    "$@" 2>&1 | tee -a "$log"
    printf -- '-- %s: %s s\n' "$name" "$((SECONDS - begun))"
}

say 'what the tests need'
if [ "$(id -u)" = 0 ] && have apt-get; then
    wanted=()
    have python3 || wanted+=(python3)
    python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
    python3 -m pip --version >/dev/null 2>&1 || wanted+=(python3-pip)
    have cc || wanted+=(gcc libc6-dev)
    have python3-config || wanted+=(python3-dev)
    have shellcheck || wanted+=(shellcheck)
    for program in chromium less node npm strace tmux vim zsh; do
        # Debian calls the package of node otherwise.
        have "$program" || wanted+=("${program/#node/nodejs}")
    done
    if [ ${#wanted[@]} -gt 0 ]; then
        echo "installing: ${wanted[*]}"
        # A machine without a package archive tests what it can; what it cannot is skipped by name, or fails by name.
        { apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null; } ||
            echo 'some of it could not be installed'
    fi
fi
have cargo || {
    echo 'error: there is no cargo: install Rust first (https://rustup.rs)' >&2
    exit 2
}
# uv and virtualenv of known versions, in an environment of their own.
peers=$PWD/target/peers
if python3 -m venv "$peers" && "$peers/bin/python" -m pip install --quiet uv==0.9.9 virtualenv==20.35.4; then
    mkdir -p target/peers-path
    ln -sf "$peers/bin/uv" "$peers/bin/virtualenv" target/peers-path/
    PATH=$PATH:$PWD/target/peers-path
    export PATH
else
    echo 'uv and virtualenv could not be installed: their tests will be skipped by name'
fi
# conda, with a channel of its own.
tests/components/conda/make target/peers/conda || echo 'conda could not be made: its tests will be skipped by name'
# Lmod, with modules as the course's sites have them.
tests/components/modules/make target/peers/modules target/peers/conda ||
    echo 'modules could not be made: their tests and the proofs at clusters will be skipped by name'
# Slurm, which each test starts and stops for itself.
tests/components/slurm/make target/peers/slurm || echo 'Slurm could not be made: its tests will be skipped by name'
# What drives a browser.
tests/components/browser/make target/peers/browser ||
    echo 'what drives a browser could not be installed: the tests of the site in one will be skipped by name'
# The mdbook that people have, beside which our own book is laid.
tests/components/mdbook/make target/peers/mdbook || echo 'mdbook could not be installed: its test will be skipped by name'

step 'format' cargo fmt --all --check
step 'lints' cargo clippy --locked --all-targets -- -D warnings
if have shellcheck; then
    step 'shell scripts' shellcheck checker/src/session/hook.bash checker/src/session/live/hook.bash tests/all.sh \
        tests/components/unpack tests/components/*/make \
        tests/components/slurm/with.in .ci/run
else
    skip 'shell scripts: there is no shellcheck'
fi
if have node; then
    read_scripts() {
        local file
        for file in book/theme/*.js tests/browser/*.mjs; do node --check "$file" || return 1; done
    }
    step 'scripts of the site' read_scripts
else
    skip 'scripts of the site: there is no node'
fi
step 'forbidden words' bash -c '! git grep -nIwE "dbg!|todo!|unimplemented!|FIXME|XXX" -- "*.rs" "*.bash" "*.md" ":!CONTRIBUTING.md" ":!tests/all.sh"'
step 'documentation' env RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --document-private-items
step 'tests' cargo test --locked
step 'benchmarks build' cargo build --locked --benches
step 'release' cargo build --locked --release
step 'lessons' target/release/checker lint
if [ "$quick" = no ]; then
    # With jobs, where there is a Slurm.
    beside=()
    [ ! -f target/peers/slurm/complete ] || beside=(target/peers/slurm/with)
    step 'proof of the course' "${beside[@]}" target/release/checker prove --report "$proofs/laptop.json" \
        --record "$recordings"
    count=0
    at() {
        local site=$1
        shift
        step "proof at $site: $*" "${beside[@]}" target/peers/modules/at "$site" target/release/checker prove --site "$site" \
            --report "$proofs/$site-$((count += 1)).json" "$@"
    }
    if [ -f target/peers/modules/complete ]; then
        # One of them; `--sites` proves all.
        sites=(uppmax)
        [ "$all_sites" = no ] || sites=(uppmax hpc2n mila ubelix polaris)
        for site in "${sites[@]}"; do
            at "$site" --solutions
        done
        # The mistakes that need modules, and those with conda, which a module brings; all others are proved above.
        at uppmax load-python
        if [ -f target/peers/conda/complete ]; then
            at ubelix conda-first
        else
            skip 'the proof of the exercises with conda: there is no conda'
        fi
    else
        skip 'the proofs at clusters: there are no modules'
    fi
fi
site=$(mktemp -d)
told=()
[ "$quick" = yes ] || told=(--proofs "$proofs")
[ -z "$(ls -A "$recordings")" ] || told+=(--recordings "$recordings")
step 'book' target/release/checker book build --dest "$site/site" "${told[@]}"
step 'links of the book' target/release/checker book check "$site/site"
rm -rf "$site"
if have cargo-deny; then
    # The advisories need a database that CI may not reach; licences, bans and sources do not.
    step 'dependencies' cargo deny check bans licenses sources
else
    skip 'dependencies: there is no cargo-deny'
fi

say 'done'
skipped=$((skipped + $(grep -c '^SKIPPED' "$log" || true)))
grep '^SKIPPED' "$log" | sort -u || true
echo "all checks passed in $SECONDS s, $skipped skipped"

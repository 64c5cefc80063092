#!/bin/sh
# Makes a checkout ready: missing system packages, then the virtual environment in .venv.
#
#   packaging/bootstrap.sh run     what Deej needs to run
#   packaging/bootstrap.sh test    and what its tests need
#   packaging/bootstrap.sh train   what Deej and the training of its encoder need
#
# Does nothing, quickly, when all of it is there.
set -eu

purpose=${1:?run, test or train}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."

say() { printf 'deej: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

wanted() { # the packages for a package manager, from the lists beside this script
    # PulseAudio is in the lists where it can stand beside the sound server in use; elsewhere, the
    # tests that hear what is played are skipped without it.
    cat "packaging/system/$1.run"
    if [ "$purpose" != run ] && [ -f "packaging/system/$1.$purpose" ]; then
        cat "packaging/system/$1.$purpose"
    fi
}

missing() { # of the names on standard input, those that the command "$@" does not know
    while read -r name; do
        "$@" "$name" >/dev/null 2>&1 || printf '%s ' "$name"
    done
}

apt_knows() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "please run as root: $*"
    fi
}

install_with_apt() {
    lacking=$(wanted apt | missing apt_knows)
    # Debian splits venv off its own Python; a Python from elsewhere brings it along.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        lacking="${lacking}python3-venv "
    fi
    [ -n "$lacking" ] || return 0
    say "these system packages are missing and will be installed: $lacking"
    as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $lacking >/dev/null
}

name_for() { # say what is missing elsewhere: name_for MANAGER INSTALL-COMMAND QUERY...
    manager=$1 install=$2
    shift 2
    lacking=$(wanted "$manager" | missing "$@")
    [ -z "$lacking" ] || fail "these system packages are missing; please run: $install $lacking"
}

system_packages() {
    if command -v apt-get >/dev/null; then
        install_with_apt
    elif command -v dnf >/dev/null; then
        name_for dnf 'sudo dnf install' rpm -q
    elif command -v pacman >/dev/null; then
        name_for pacman 'sudo pacman -S' pacman -Q
    elif command -v zypper >/dev/null; then
        name_for zypper 'sudo zypper install' rpm -q
    elif command -v brew >/dev/null; then
        name_for brew 'brew install' brew list
        [ -d /Applications/VLC.app ] || fail "VLC is missing; please run: brew install --cask vlc"
    else
        say "please see to it that libVLC (with its plugins) and PortAudio are installed"
    fi
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python3.10; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' \
            2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

mendable() { # whether .venv is of this place and this Python, neither of which can be changed
    [ "$(cat .venv/place 2>/dev/null || pwd -P)" = "$(pwd -P)" ] &&
        [ "$(.venv/bin/python -V 2>/dev/null)" = "$("$python" -V)" ] &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

works() { .venv/bin/deej --version >/dev/null 2>&1; }

install_locked() { # into .venv, the versions of uv.lock
    # --inexact leaves uv itself, which is in no lock, where it is. Bytecode, as pip makes it: where
    # it may not be written later, each process would compile all of TensorFlow anew.
    .venv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.5' &&
        UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync -q --frozen --inexact --compile-bytecode
}

install_newest() {
    .venv/bin/python -m pip install -q --upgrade 'pip>=25.1'
    .venv/bin/python -m pip install -q --group dev -e .
}

environment() {
    state="$(pwd -P), $("$python" -V), $(cat pyproject.toml uv.lock | cksum)"
    anew=
    if [ "$(cat .venv/complete 2>/dev/null)" = "$state" ]; then
        ! works || return 0
        anew=yes
    fi
    say "building the virtual environment in .venv (a few minutes the first time)"
    rm -f .venv/complete
    if [ -n "$anew" ] || ! mendable; then
        "$python" -m venv --clear .venv
        pwd -P >.venv/place
    fi
    if ! install_locked; then
        say "uv cannot be used here; taking pip and the newest versions that fit"
        install_newest
    fi
    works || fail "the environment in .venv does not work; please delete it and try again"
    printf '%s\n' "$state" >.venv/complete
}

python=$(find_python) || fail "Deej needs Python 3.10 to 3.13; please install one of them"
system_packages
environment

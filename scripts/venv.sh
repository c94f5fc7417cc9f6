#!/bin/sh
# Creates the virtual environment and installs offswitch into it in editable mode, with its tools.
# usage: venv.sh PYTHON FOLDER
set -eu
python=$1 venv=$2

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $1"; say "hint: $2"; exit 1; }

command -v "$python" >/dev/null || fail "there is no $python" "install Python 3.11 or newer, or name one: make PYTHON=…"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version 2>&1) is too old" "install Python 3.11 or newer, or name one: make PYTHON=…"

say "1/3 creating $venv"
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    # Debian's Python comes without what a virtual environment needs.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
            fail "this Python cannot create virtual environments" "install its venv module (Debian: apt install python3-venv)"
        say "    installing python3-venv first"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y python3-venv; } >/dev/null 2>&1 ||
            fail "python3-venv could not be installed" "run apt-get install python3-venv to see why"
    fi
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

# Mirrors, proxies, and certificates come from pip's own settings. Its output goes into a file, because it
# names hosts, which are nobody else's business on a shared screen.
log=$venv/setup.log
: >"$log"
pip() { "$python" "$(dirname "$0")/progress.py" "$log" "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
install() {
    say "2/3 updating pip"
    pip install --upgrade 'pip>=25.1' || return
    say "3/3 installing offswitch and its tools (this takes a minute or more the first time)"
    pip install --progress-bar raw --editable . --group dev
}
install || {
    tail -n 5 "$log" | sed -E 's#[a-z+]+://[^ ,)]+#(address)#g' >&2
    fail "pip could not install everything" "check the network connection; pip's full output is in $log"
}

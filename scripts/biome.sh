#!/bin/sh
# Checks the JavaScript with Biome, of the version that package.json names; it is installed once, into VENV.
# Where npm is missing it says so in one line, and checks nothing.
# usage: biome.sh VENV COMMAND [OPTION...]     COMMAND: check, format, ...
set -eu
folder=$1/npm
shift

if ! command -v npm >/dev/null; then
    echo "npm is not installed: the JavaScript is not checked" >&2
    exit 0
fi
# npm's own words go into a file: they name hosts, which are nobody's business on a screen that is shared.
log=$folder/install.log
if ! cmp -s package.json "$folder/installed.json"; then
    mkdir -p "$folder"
    cp package.json "$folder/package.json"
    (cd "$folder" && npm install --no-package-lock --no-audit --no-fund) >"$log" 2>&1 || {
        echo "error: npm could not install Biome" >&2
        echo "hint: is there a network? all that npm said is in $log" >&2
        exit 1
    }
    cp package.json "$folder/installed.json"
fi
exec "$folder/node_modules/.bin/biome" "$@"

#!/bin/sh
# Runs verify_vectors.py in a fresh virtual environment without any package, which shows that it
# needs none.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=$(mktemp -d)
trap 'rm -rf "$venv"' EXIT
python3 -m venv --without-pip "$venv"
"$venv/bin/python" -I "$here/verify_vectors.py" "$@"

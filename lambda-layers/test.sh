#!/usr/bin/env bash
# Lints the Python of the layers and runs the unit tests of what the runtime layer adds, on CPython 3.6.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/tools/common.sh"

require gcc gcc
need_checks
need_tools
cd "$layers_folder"
"$checks_python" -m ruff check --no-cache -q .
"$checks_python" -m ruff format --no-cache -q --check .
cd "$layers_folder/python-runtime"
"$tools_python" -m pytest

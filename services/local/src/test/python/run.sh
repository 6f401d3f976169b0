#!/usr/bin/env bash
# Lints the engine's Python and tests it in real sandboxes. Arguments go to pytest. Needs Python 3.11 and bubblewrap;
# runs as root (sandboxes then drop to an unprivileged user) and as anyone else.
set -euo pipefail
tests=$(dirname "$(realpath "$0")")
module=$(realpath "$tests/../../..")
checks=$module/target/python-checks

if [ ! -x "$checks/bin/pytest" ]; then
  python3 -m venv "$checks"
  "$checks/bin/python" -m pip install -q ruff==0.14.0 pytest==9.0.2
fi
cd "$module"
"$checks/bin/ruff" check --no-cache -q src
"$checks/bin/ruff" format --no-cache -q --check src
cd "$tests"
exec env PYTHONDONTWRITEBYTECODE=1 "$checks/bin/pytest" -q -p no:cacheprovider -W error "$@"

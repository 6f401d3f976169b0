#!/usr/bin/env bash
# Looks through the synthesized templates with cfn-lint and checkov, and through the Dockerfile with checkov. Rules that
# are broken on purpose stand, with the reason, in the metadata of the resource that breaks them.
#   lint.sh          a missing Python or package is named, and nothing fails
#   lint.sh --all    a missing Python or package is a failure
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1

all=false
[ "${1:-}" != --all ] || all=true

not_run() {
  echo "NOT RUN: cfn-lint and checkov on the templates: $1" >&2
  if $all; then exit 1; else exit 0; fi
}

templates=$(find target/synthesized -name '*.template.json' 2>/dev/null | sort)
[ -n "$templates" ] || not_run "the tests made none (they need node on PATH)"
python=$(command -v python3) || not_run "there is no python3 on PATH"
"$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
  not_run "$python is older than 3.10 or has no venv (Debian package python3-venv)"

# Once for each lock, two at once excluded.
mkdir -p build
exec 9>build/lock
flock 9
stamp="$("$python" -V) $(sha256sum <requirements.lock)"
if [ "$(cat build/stamp 2>/dev/null)" != "$stamp" ]; then
  rm -rf build/venv build/stamp
  "$python" -m venv build/venv
  build/venv/bin/python -m pip install -q --require-hashes --only-binary :all: -r requirements.lock ||
    not_run "their packages cannot be had"
  echo "$stamp" >build/stamp
fi
flock -u 9

# shellcheck disable=SC2086 # one word a template
build/venv/bin/cfn-lint $templates
files=()
for template in $templates; do files+=(-f "$template"); done
build/venv/bin/checkov --quiet --compact --skip-download --framework cloudformation dockerfile "${files[@]}" \
  -f Dockerfile

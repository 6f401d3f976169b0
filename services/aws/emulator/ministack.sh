#!/usr/bin/env bash
# ministack.sh [COMMAND...]: emulates AWS while COMMAND runs, with AWS_ENDPOINT_URL and credentials set for it. Without
# a command: until it is interrupted. Listens on loopback, on $MINISTACK_PORT or any free port; keeps nothing.
#
# ministack runs functions of python3.6 by whatever Python runs itself, and knows no bootstrap in a layer. emulate.py
# mends both: functions are run by the CPython 3.6 of the python-runtime layer, and those of provided.al2023 by
# /opt/bootstrap in a sandbox (bubblewrap) that has their layers at /opt and their code at /var/task.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/common.sh"

python=${PYTHON3:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  fail "ministack needs Python 3.11 or newer; '$python' is none. Set PYTHON3 to one."
[ "$(uname -sm)" = "Linux x86_64" ] || fail "The layer's Python 3.6 needs Linux on x86-64; this is $(uname -sm)."
command -v bwrap >/dev/null || fail "Missing: bwrap (Debian package bubblewrap), in which functions run."

fill_runtime() {
  mkdir -p "$work/runtime" &&
    TZ=UTC "$python" "$layers/tools/unpack.py" "$layers/python-runtime/dist/python-runtime.zip" "$work/runtime"
}

lock=$here/ministack.lock
make_once "$work/ministack" "$("$python" -V) $(sha256sum <"$lock")" fill_environment "$python" "$work/ministack" "$lock"
make_once "$work/runtime" "$(sha256sum <"$layers/python-runtime/dist/python-runtime.zip")" fill_runtime

state=$(mktemp -d)
port=${MINISTACK_PORT:-$(free_port "$python")}
env -i PATH="$PATH" HOME="$state" TMPDIR="$state" LANG=C.UTF-8 BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" \
  LOG_LEVEL=WARNING EMULATOR_RUNTIME="$work/runtime" EMULATOR_UNPACK="$layers/tools/unpack.py" \
  "$work/ministack/bin/python" "$here/emulate.py" >"$state/log" 2>&1 &
emulator=$!
trap 'finish "$emulator" "$state"' EXIT
await "$python" "http://127.0.0.1:$port/_ministack/health" "$emulator" "$state/log"
echo "ministack answers at http://127.0.0.1:$port" >&2
around "http://127.0.0.1:$port" "$emulator" "$@"

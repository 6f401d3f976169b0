#!/usr/bin/env bash
# ministack.sh [COMMAND...]: emulates AWS while COMMAND runs, with AWS_ENDPOINT_URL and credentials set for it. Without
# a command: until it is interrupted. Listens on loopback, on $MINISTACK_PORT or any free port; keeps nothing.
#
# ministack runs functions of python3.6 by whatever Python runs itself, and knows no bootstrap in a layer. ministack.py
# mends both: functions are run by the CPython 3.6 of the python-runtime layer, and those of provided.al2023 by
# /opt/bootstrap in a sandbox (bubblewrap) that has their layers at /opt and their code at /var/task.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
work=$here/../target/emulator
layers=$here/../../../lambda-layers

fail() {
  echo "$*" >&2
  exit 1
}

python=${PYTHON3:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  fail "ministack needs Python 3.11 or newer; '$python' is none. Set PYTHON3 to one."
[ "$(uname -sm)" = "Linux x86_64" ] || fail "The layer's Python 3.6 needs Linux on x86-64; this is $(uname -sm)."

# Both are made once for each content of what they are made from.
make_once() {
  local folder=$1 stamp=$2
  shift 2
  mkdir -p "$work"
  (
    flock 9
    [ "$(cat "$folder/.stamp" 2>/dev/null)" = "$stamp" ] && exit 0
    rm -rf "$folder"
    "$@" && echo "$stamp" >"$folder/.stamp"
  ) 9>"$work/lock" || fail "Could not make $folder."
}

fill_environment() {
  "$python" -m venv "$work/environment" &&
    "$work/environment/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes \
      -r "$here/requirements.lock"
}

fill_runtime() {
  mkdir -p "$work/runtime" &&
    TZ=UTC "$python" "$layers/tools/unpack.py" "$layers/python-runtime/dist/python-runtime.zip" "$work/runtime"
}

make_once "$work/environment" "$("$python" -V) $(sha256sum <"$here/requirements.lock")" fill_environment
make_once "$work/runtime" "$(sha256sum <"$layers/python-runtime/dist/python-runtime.zip")" fill_runtime

state=$(mktemp -d)
port=${MINISTACK_PORT:-$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}
endpoint=http://127.0.0.1:$port
env -i PATH="$PATH" HOME="$state" TMPDIR="$state" LANG=C.UTF-8 BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" \
  LOG_LEVEL="${MINISTACK_LOG_LEVEL:-WARNING}" EMULATOR_RUNTIME="$work/runtime" EMULATOR_UNPACK="$layers/tools/unpack.py" \
  "$work/environment/bin/python" "$here/emulate.py" >"$state/log" 2>&1 &
emulator=$!

finish() {
  kill "$emulator" 2>/dev/null && wait "$emulator" 2>/dev/null
  [ -z "${MINISTACK_LOG:-}" ] || cp "$state/log" "$MINISTACK_LOG"
  rm -rf "$state"
}
trap finish EXIT

for _ in $(seq 300); do
  kill -0 "$emulator" 2>/dev/null || fail "ministack ended: $(tail -n 20 "$state/log")"
  "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' \
    "$endpoint/_ministack/health" 2>/dev/null && break
  sleep 0.1
done

export AWS_ENDPOINT_URL=$endpoint AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
export TRAINYARD_TEST_EMULATOR=ministack
unset AWS_PROFILE AWS_SESSION_TOKEN
echo "ministack answers at $endpoint" >&2
if [ $# -gt 0 ]; then
  "$@"
else
  trap 'exit 0' INT TERM
  wait "$emulator"
fi

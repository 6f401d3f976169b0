# Sourced by the scripts beside it: environments of Python that are made once, and an emulator around a command.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
work=$here/../target/emulator
layers=$here/../../../lambda-layers

fail() {
  echo "$*" >&2
  exit 1
}

# make_once FOLDER STAMP COMMAND...: run the command to fill a folder, once for each content of the stamp
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

# fill_environment PYTHON FOLDER LOCK: a virtual environment with exactly the packages of a lock file
fill_environment() {
  "$1" -m venv "$2" && "$2/bin/python" -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r "$3"
}

# make_localstack: $work/localstack, an environment with LocalStack; the system's Python is often older than it needs
make_localstack() {
  local python= candidate
  for candidate in "${PYTHON313:-}" python3.13 "$HOME"/.pyenv/versions/3.13.*/bin/python3 python3; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
  [ -n "$python" ] || fail "LocalStack is locked for Python 3.13, and none was found. Set PYTHON313 to one."
  make_once "$work/localstack" "$("$python" -V) $(sha256sum <"$here/localstack.lock")" \
    fill_environment "$python" "$work/localstack" "$here/localstack.lock"
}

free_port() {
  "$1" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# await PYTHON ADDRESS PROCESS LOG: until the emulator answers
await() {
  for _ in $(seq 600); do
    kill -0 "$3" 2>/dev/null || fail "The emulator ended: $(tail -n 20 "$4")"
    "$1" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' "$2" 2>/dev/null && return
    sleep 0.1
  done
  fail "The emulator does not answer: $(tail -n 20 "$4")"
}

# finish PROCESS FOLDER: the end of every script; $EMULATOR_LOG names a file for the emulator's output
finish() {
  kill "$1" 2>/dev/null && wait "$1" 2>/dev/null
  [ -z "${EMULATOR_LOG:-}" ] || cp "$2/log" "$EMULATOR_LOG"
  rm -rf "$2"
}

# around ENDPOINT PROCESS COMMAND...: run a command that finds the emulator, or wait until interrupted
around() {
  export AWS_ENDPOINT_URL=$1 AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  unset AWS_PROFILE AWS_SESSION_TOKEN
  local emulator=$2
  shift 2
  if [ $# -gt 0 ]; then
    "$@"
  else
    trap 'exit 0' INT TERM
    wait "$emulator"
  fi
}

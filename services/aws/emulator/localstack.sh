#!/usr/bin/env bash
# localstack.sh [COMMAND...]: as ministack.sh, with S3 and SSM of LocalStack, assembled from its parts on PyPI. Its
# DynamoDB and Lambda need a container: see docs/localstack.md.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/common.sh"

# The system's Python is often older than the one that LocalStack needs.
python=
for candidate in "${PYTHON313:-}" python3.13 "$HOME"/.pyenv/versions/3.13.*/bin/python3 python3; do
  if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || fail "LocalStack is locked for Python 3.13, and none was found. Set PYTHON313 to one."

lock=$here/localstack.lock
make_once "$work/localstack" "$("$python" -V) $(sha256sum <"$lock")" fill_environment "$python" "$work/localstack" "$lock"

state=$(mktemp -d)
port=$(free_port "$python")
env -i PATH="$PATH" HOME="$state" TMPDIR="$state" LANG=C.UTF-8 GATEWAY_LISTEN="127.0.0.1:$port" SERVICES=s3,ssm \
  STRICT_SERVICE_LOADING=1 DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 \
  "$work/localstack/bin/python" -m localstack.runtime.main >"$state/log" 2>&1 &
emulator=$!
trap 'finish "$emulator" "$state"' EXIT
await "$python" "http://127.0.0.1:$port/_localstack/health" "$emulator" "$state/log"
echo "LocalStack answers at http://127.0.0.1:$port" >&2
around "http://127.0.0.1:$port" "$emulator" "$@"

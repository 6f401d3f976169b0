#!/usr/bin/env bash
# localstack.sh [COMMAND...]: as ministack.sh, with S3 and SSM of LocalStack, assembled from its parts on PyPI. Its
# DynamoDB and Lambda need a container: see docs/localstack.md. Its tests find it also when the command is ministack.sh.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/common.sh"

make_localstack
python=$work/localstack/bin/python

state=$(mktemp -d)
port=$(free_port "$python")
env -i PATH="$PATH" HOME="$state" TMPDIR="$state" LANG=C.UTF-8 GATEWAY_LISTEN="127.0.0.1:$port" SERVICES=s3,ssm \
  STRICT_SERVICE_LOADING=1 DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 \
  "$python" -m localstack.runtime.main >"$state/log" 2>&1 &
emulator=$!
trap 'finish "$emulator" "$state"' EXIT
await "$python" "http://127.0.0.1:$port/_localstack/health" "$emulator" "$state/log"
echo "LocalStack answers at http://127.0.0.1:$port" >&2
export TRAINYARD_TEST_LOCALSTACK_URL="http://127.0.0.1:$port"
around "$TRAINYARD_TEST_LOCALSTACK_URL" "$emulator" "$@"

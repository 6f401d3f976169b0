#!/usr/bin/env bash
# Tests the page's pure modules and checks the types of all. What cannot be done on this machine is named and left out;
# with --all that is a failure.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"

left_out() {
  echo "NOT RUN: $1"
  [ "${all:-}" = "--all" ] && exit 1
  exit 0
}
all=${1:-}

command -v node >/dev/null && [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] ||
  left_out "the tests of the page's modules: there is no node 20 or newer on this machine"
node --test --test-reporter=dot src/test/js/*.test.js

command -v npm >/dev/null || left_out "the types of the page's modules are checked: there is no npm on this machine"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error ||
  left_out "the types of the page's modules are checked: npm cannot install the compiler"
node_modules/.bin/tsc

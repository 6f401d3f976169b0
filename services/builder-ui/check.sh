#!/usr/bin/env bash
# Tests the page's pure modules and checks the types of all, where there is a node and an npm; says so where not.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")"

if ! command -v node >/dev/null || [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
  echo "NOT RUN: the tests of the page's modules: there is no node 20 or newer on this machine"
  exit 0
fi
node --test --test-reporter=dot src/test/js/*.test.js

if ! command -v npm >/dev/null; then
  echo "NOT RUN: the types of the page's modules are checked: there is no npm on this machine"
  exit 0
fi
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
node_modules/.bin/tsc

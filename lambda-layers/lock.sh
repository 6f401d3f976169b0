#!/usr/bin/env bash
# Resolves the three requirements.in to requirements.lock with hashes. Run it after changing one of them; commit the locks.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/tools/common.sh"

require_python36
mkdir -p "$tools_folder/build"
resolver=$tools_folder/build/resolver
"$PYTHON36_PREFIX/bin/python3.6" -m venv "$resolver"
"$resolver/bin/python" -m pip install -q pip==21.3.1 setuptools==59.6.0 wheel==0.37.1 pip-tools==6.4.0

for folder in extra-packages python-runtime tools; do
  (
    cd "$layers_folder/$folder"
    "$resolver/bin/pip-compile" -q --generate-hashes --no-header --no-annotate --no-emit-index-url \
      --no-emit-trusted-host --no-emit-find-links --allow-unsafe --output-file requirements.lock requirements.in
  )
done

# Sourced by the scripts of this folder's parent: where things are, and the tools that they need.

layers_folder=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
tools_folder=$layers_folder/tools
layer_names=(extra-packages python-runtime)
PYTHON36_PREFIX=${PYTHON36_PREFIX:-$HOME/.pyenv/versions/3.6.15}
tools_python=$tools_folder/build/python36/bin/python
checks_python=$tools_folder/build/checks/bin/python
export LC_ALL=C.UTF-8 TZ=UTC PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

fail() {
  echo "$*" >&2
  exit 1
}

# require COMMAND PACKAGE...: each command, with the Debian package that has it
require() {
  local missing=()
  while [ $# -gt 0 ]; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || missing+=("$1 (Debian package $2)")
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] || fail "Missing: $(IFS=,; echo "${missing[*]}")"
}

require_python36() {
  [ "$("$PYTHON36_PREFIX/bin/python3.6" -V 2>&1)" = "Python 3.6.15" ] ||
    fail "No CPython 3.6.15 under $PYTHON36_PREFIX. Install one (pyenv install 3.6.15) or set PYTHON36_PREFIX."
}

# make_environment FOLDER STAMP COMMAND...: run the command to fill a folder, once for each content of the stamp
make_environment() {
  local folder=$1 stamp=$2
  shift 2
  mkdir -p "$tools_folder/build"
  (
    flock 9
    [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ] && exit 0
    rm -rf "$folder"
    "$@" && echo "$stamp" >"$folder/stamp"
  ) 9>"$tools_folder/build/lock" || fail "Could not make $folder"
}

fill_tools() {
  "$PYTHON36_PREFIX/bin/python3.6" -m venv "$tools_folder/build/python36" &&
    "$tools_python" -m pip install -q pip==21.3.1 setuptools==59.6.0 &&
    "$tools_python" -m pip install -q --require-hashes -r "$tools_folder/requirements.lock"
}

# The Python 3.6 with pip, wheel and pytest that builds and tests
need_tools() {
  require_python36
  make_environment "$tools_folder/build/python36" \
    "$PYTHON36_PREFIX $(sha256sum <"$tools_folder/requirements.lock")" fill_tools
}

fill_checks() {
  python3 -m venv "$tools_folder/build/checks" && "$checks_python" -m pip install -q "$1"
}

# The linter, which needs a newer Python than the layers
need_checks() {
  require python3 python3
  make_environment "$tools_folder/build/checks" "ruff==0.14.0" fill_checks ruff==0.14.0
}

# install_packages LOCK FOLDER: the locked packages, hashes checked, without bytecode and without what pip notes for itself
install_packages() {
  local lock=$1 folder=$2 wheels
  wheels=$(mktemp -d)
  "$tools_python" -m pip wheel -q --require-hashes --no-deps --no-cache-dir --wheel-dir "$wheels" \
    --only-binary :all: --no-binary gspread,mysqlclient,unicodecsv -r "$lock"
  sed -n 's/^\([a-zA-Z0-9._-]*==[^ ]*\).*/\1/p' "$lock" >"$wheels/names"
  "$tools_python" -m pip install -q --no-index --find-links "$wheels" --no-deps --no-compile --target "$folder" \
    -r "$wheels/names"
  rm -rf "$wheels" "$folder/bin"
  find "$folder" -name __pycache__ -prune -exec rm -rf {} +
  find "$folder" -path '*.dist-info/*' \( -name RECORD -o -name INSTALLER -o -name REQUESTED -o -name direct_url.json \) -delete
}

# compile_program NAME TARGET: a program of python-runtime/launcher, static: it needs nothing of the machine it runs on
compile_program() {
  gcc -std=gnu11 -Wall -Wextra -Werror -Os -s -static -Wl,--build-id=none -o "$2" \
    "$layers_folder/python-runtime/launcher/$1.c"
}

# seal LAYER FOLDER: fixed modes and times, bytecode, licences, the zip and its manifest
seal() {
  local layer=$1 folder=$2
  "$tools_python" "$tools_folder/manifest.py" copy-licences "$layer" "$folder"
  chmod -R u=rwX,go=rX "$folder/tree"
  PYTHONHASHSEED=0 "$PYTHON36_PREFIX/bin/python3.6" "$tools_folder/compile_bytecode.py" "$folder/tree" /opt
  "$PYTHON36_PREFIX/bin/python3.6" "$tools_folder/pack.py" "$folder/tree" "$folder/$layer.zip"
  "$tools_python" "$tools_folder/manifest.py" write "$layer" "$folder"
  (cd "$folder" && sha256sum "$layer.zip" >"$layer.zip.sha256")
}

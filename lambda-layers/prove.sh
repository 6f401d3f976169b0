#!/usr/bin/env bash
# Proves the layers: unpacks them and runs them in a sandbox that holds nothing of this machine.
#   prove.sh                  prove dist/; a proof whose tool is missing is skipped and named
#   prove.sh --all            prove dist/, then the builds in build/ if these differ, then that two builds give the same
#                             bytes; a missing tool is a failure
#   prove.sh --from FOLDER    prove FOLDER/<layer>/ instead of dist/
#   prove.sh --only WORD      only the proofs whose names hold this word
set -euo pipefail
source "$(dirname "$(realpath "$0")")/tools/common.sh"

proofs=$layers_folder/proofs
all=false from= only=
while [ $# -gt 0 ]; do
  case $1 in
    --all) all=true ;;
    --from) from=$(realpath "$2") && shift ;;
    --only) only=$2 && shift ;;
    *) fail "$(sed -n '2,8s/^# \{0,1\}//p' "$0")" ;;
  esac
  shift
done

umask 022 # the sandbox and the database server run without the right to overrule modes
work=$(mktemp -d)
server=
clean_up() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
  rm -rf "$work"
}
trap clean_up EXIT
failed=() skipped=()
opt=$work/opt task=$work/task etc=$work/etc

# compose [BWRAP OPTION...] -- COMMAND...: what to run for a command in a sandbox, in $command: the layers at /opt, the
# proof's files at /var/task, Lambda's environment; the sandbox program is the layer's own, run by the layer's own loader
compose() {
  local options=()
  while [ "$1" != -- ]; do options+=("$1") && shift; done
  shift
  local program=$opt/py36/libexec/bwrap
  command=("$opt/py36/lib/ld-linux-x86-64.so.2" --library-path "$program:$opt/py36/lib" "$program/bwrap"
    --unshare-all --die-with-parent --clearenv --cap-drop ALL --ro-bind "$opt" /opt --ro-bind "$task" /var/task
    --ro-bind "$etc" /etc --proc /proc --dev /dev --tmpfs /tmp --chdir /var/task
    --setenv PATH /usr/local/bin:/usr/bin/:/bin:/opt/bin --setenv LANG en_US.UTF-8 --setenv TZ :UTC
    --setenv LD_LIBRARY_PATH /lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib
    --setenv LAMBDA_TASK_ROOT /var/task --setenv AWS_LAMBDA_FUNCTION_MEMORY_SIZE 128 "${options[@]}" "$@")
}

sandbox() {
  local command
  compose "$@"
  "${command[@]}"
}

# on_lambda PROOF: a proof of the bootstrap, each with its own code and Runtime API
on_lambda() {
  local command
  compose --share-net --new-session --ro-bind @TASK@ /var/task --setenv _HANDLER handler.main \
    --setenv AWS_LAMBDA_RUNTIME_API @API@ --setenv AWS_LAMBDA_FUNCTION_NAME bot-NODE \
    --setenv AWS_LAMBDA_FUNCTION_VERSION 3 -- /opt/bootstrap
  mkdir -p "$work/zips" "$work/nodes"
  for layer in "${layer_names[@]}"; do ln -sf "$subject/$layer/$layer.zip" "$work/zips/"; done
  TRAINYARD_LAYERS=$work/zips python3 "$proofs/bootstrap.py" "$1" "$work/nodes" "${command[@]}"
}

# prove NAME FUNCTION [COMMAND PACKAGE]...: run one proof; the tools it needs, each with the Debian package that has it
prove() {
  local name=$1 function=$2 missing
  shift 2
  [[ $name == *"$only"* ]] || return 0
  echo "proof: $name"
  if ! missing=$(require "$@" 2>&1); then
    echo "  skipped: $missing"
    skipped+=("$name")
    return
  fi
  # Not as a condition: there, set -e would be without effect inside
  set +e
  (set -e && "$function") >"$work/output" 2>&1
  local status=$?
  set -e
  if [ "$status" -eq 0 ]; then
    cat "$work/output"
    echo "  holds"
  else
    sed 's/^/  /' "$work/output"
    echo "  FAILS"
    failed+=("$name")
  fi
}

unpack() {
  rm -rf "$opt"
  for layer in "${layer_names[@]}"; do python3 "$tools_folder/unpack.py" "$subject/$layer/$layer.zip" "$opt"; done
}

prepare_sandbox() {
  mkdir -p "$task" "$etc"
  cp "$proofs"/inside/*.py "$task/"
  echo "127.0.0.1 localhost" >"$etc/hosts"
  echo "hosts: files dns" >"$etc/nsswitch.conf"
  echo "nameserver 127.0.0.1" >"$etc/resolv.conf"
  echo "nobody:x:65534:65534:nobody:/tmp:/none" >"$etc/passwd"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$task/key.pem" -out "$task/certificate.pem" 2>/dev/null
  chmod 644 "$task/key.pem"
}

archives() { python3 "$proofs/archive.py" "$subject" "${layer_names[@]}"; }
versions() { python3 "$proofs/versions.py" "$layers_folder" "$opt"; }
bytecode() { python3 "$proofs/bytecode.py" "$opt"; }
binaries() { python3 "$proofs/binaries.py" "$opt"; }
imports() { sandbox -- /opt/bootstrap imports.py; }
text() { sandbox -- /opt/bootstrap text.py $'\U0001f600 \u00e4\u20ac'; }
turn() { sandbox -- /opt/bootstrap turn.py; }
plugins() { sandbox -- /opt/bootstrap plugins.py; }
first_next() { on_lambda first-next; }
lines() { on_lambda lines; }
error_table() { on_lambda error-table; }
termination() { on_lambda termination; }
names() { sandbox --uid 0 --gid 0 --cap-add CAP_NET_BIND_SERVICE -- /opt/bootstrap names.py; }

sources() {
  diff -r --exclude=__pycache__ "$layers_folder/python-runtime/src" "$opt/py36/runtime"
}

build_place() {
  local found
  found=$(grep -rlE "/root/|/home/|python-build|\.pyenv" "$opt" --include='*' | grep -v '/botocore/data/' || true)
  [ -z "$found" ] || { echo "names the machine it was built on: $found" && return 1; }
}

# A libc and its kin that are no libraries at all where Lambda's LD_LIBRARY_PATH looks first
foreign_libraries() {
  local trap=$work/lib64
  mkdir -p "$trap"
  for name in "$opt"/py36/lib/*.so*; do head -c 4096 /dev/zero >"$trap/$(basename "$name")"; done
  local options=(--ro-bind "$trap" /lib64 --ro-bind "$trap" /usr/lib64)
  local program='import ctypes, decimal, sqlite3, ssl, subprocess, sys; ctypes.CDLL("libstdc++.so.6");
assert subprocess.check_output([sys.executable, "-c", "print(7)"]) == b"7\n"'
  sandbox "${options[@]}" -- /opt/bootstrap -c "$program"
  # The trap is real: without the RPATH it is stepped into
  if sandbox "${options[@]}" -- /opt/py36/lib/ld-linux-x86-64.so.2 --inhibit-rpath '' /opt/py36/bin/python3.6 -c pass \
    2>"$work/trapped"; then
    return 1
  fi
  grep -q "invalid ELF header" "$work/trapped"
}

launcher() {
  local said status=0
  said=$(sandbox -- /opt/bootstrap -c 'import os, sys; print(sys.argv[1:], sys.flags.no_user_site, os.environ["LC_CTYPE"])' a 'b c')
  [ "$said" = "['a', 'b c'] 1 C.UTF-8" ]
  sandbox -- /opt/bootstrap -c 'raise SystemExit(7)' || status=$?
  [ "$status" -eq 7 ]
  said=$(sandbox --setenv LANG xx_XX.UTF-8 --setenv SSL_CERT_FILE /tmp/own.pem --setenv LOCPATH /nowhere -- /opt/bootstrap -c \
    'import os; print([os.environ[name] for name in ("LANG", "SSL_CERT_FILE", "LOCPATH")])')
  [ "$said" = "['xx_XX.UTF-8', '/tmp/own.pem', '/opt/py36/lib/locale']" ]
}

fresh_bytecode() {
  local program='import sys; sys.path[:0] = ["/opt/python/lib/python3.6/site-packages"]
import boto3, gspread, MySQLdb, redis, requests'
  sandbox -- /opt/bootstrap -v -c "$program" 2>"$work/imported"
  [ "$(grep -c "\.pyc matches /opt/" "$work/imported")" -gt 300 ]
  if grep "bytecode is stale\|^# code object from .*\.py'\?$" "$work/imported"; then return 1; fi
  echo "  $(grep -c "\.pyc matches /opt/" "$work/imported") modules imported"
  # The log does tell: a module with another time is compiled again
  local module=$opt/python/lib/python3.6/site-packages/requests/__init__.py
  touch "$module"
  sandbox -- /opt/bootstrap -v -c "$program" 2>"$work/imported"
  touch -d @315532800 "$module"
  grep -q "bytecode is stale for 'requests'" "$work/imported"
}

start_mariadb() {
  local data=$work/mariadb as=()
  mkdir -p "$data" "$work/server"
  chmod 755 "$work"
  cp "$task/key.pem" "$task/certificate.pem" "$work/server/"
  if [ "$(id -u)" -eq 0 ]; then
    chown -R 65534:65534 "$data" "$work/server"
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  fi
  "${as[@]}" mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db \
    --datadir="$data" --tmpdir="$data" >"$work/mariadb.log" 2>&1
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "${as[@]}" mariadbd --no-defaults --datadir="$data" --tmpdir="$data" --pid-file="$data/pid" \
    --socket="$work/server/socket" --bind-address=127.0.0.1 --port="$port" --innodb-buffer-pool-size=8M \
    --ssl-cert="$work/server/certificate.pem" --ssl-key="$work/server/key.pem" --plugin-load-add=auth_ed25519 \
    >>"$work/mariadb.log" 2>&1 &
  server=$!
  for _ in $(seq 150); do
    mariadb-admin --no-defaults --socket="$work/server/socket" -u root ping >/dev/null 2>&1 && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  tail -20 "$work/mariadb.log"
  return 1
}

mariadb_login() {
  trap 'kill "$server" 2>/dev/null && wait "$server" || true' EXIT
  start_mariadb
  mariadb --no-defaults --socket="$work/server/socket" -u root <<'SQL'
create database clinic character set utf8mb4;
create table clinic.note (id int auto_increment primary key, text varchar(100));
create user native@'%' identified via mysql_native_password using password('secret');
create user ed25519@'%' identified via ed25519 using password('secret');
create user tls_only@'%' identified via mysql_native_password using password('secret') require ssl;
grant all on clinic.* to native@'%', ed25519@'%', tls_only@'%';
SQL
  mkdir -p "$task/server"
  sandbox --share-net --ro-bind "$work/server" /var/task/server -- /opt/bootstrap mariadb.py "$port"
}

equal_builds() {
  local one=$work/one "two=$work/another place"
  "$layers_folder/build.sh" --into "$one"
  (umask 077 && TZ=Asia/Tokyo "$layers_folder/build.sh" --into "$two")
  for layer in "${layer_names[@]}"; do
    cmp "$one/$layer/$layer.zip" "$two/$layer/$layer.zip"
    cmp "$one/$layer/manifest.json" "$two/$layer/manifest.json"
  done
}

prove_subject() {
  echo "== $1"
  prove "each zip is what its manifest says; licences; under 150 MB unzipped" archives
  unpack
  prove "versions are those of the locks" versions
  prove "all bytecode is fresh after unpacking" bytecode
  prove "no binary needs a library of neither layer; interpreter, RPATH" binaries readelf binutils
  prove "nothing names the machine it was built on" build_place
  prove "the runtime packages are those of the sources" sources
  prove "in a sandbox: every import, TLS, certificates, children, no library from outside" imports
  prove "in a sandbox: text is UTF-8" text
  prove "in a sandbox: the launcher" launcher
  prove "in a sandbox: foreign libraries in /lib64 are not taken" foreign_libraries
  prove "in a sandbox: localhost and DNS" names
  prove "in a sandbox: imports take the bytecode" fresh_bytecode
  prove "in a sandbox: a node's turn" turn
  prove "in a sandbox: the bootstrap asks for its first event in time" first_next
  prove "in a sandbox: the bootstrap writes no line that is Lambda's own" lines
  prove "in a sandbox: answers through the Runtime API are those through the local protocol" error_table
  prove "in a sandbox: a SIGTERM leaves no process behind" termination
  prove "in a sandbox: the connector's plugins load" plugins
  prove "in a sandbox: login to a MariaDB server" mariadb_login \
    mariadbd mariadb-server mariadb-install-db mariadb-server mariadb mariadb-client setpriv util-linux
}

require python3 python3 openssl openssl
prepare_sandbox
# collect FOLDER-IN-LAYER: the layers' own dist or build folders, side by side
collect() {
  rm -rf "${work:?}/$1" && mkdir -p "$work/$1"
  for layer in "${layer_names[@]}"; do ln -s "$layers_folder/$layer/$1" "$work/$1/$layer"; done
  subject=$work/$1
}
digests() { for layer in "${layer_names[@]}"; do cat "$layers_folder/$layer/$1/$layer.zip.sha256" 2>/dev/null || echo none; done; }

if [ -n "$from" ]; then
  subject=$from
  prove_subject "$from"
else
  collect dist
  prove_subject "the layers in dist"
fi
if $all; then
  built=$(digests build)
  if [ "$built" != "$(digests dist)" ] && [ "${built#*none}" = "$built" ]; then
    collect build
    prove_subject "the layers in build"
  fi
  prove "two builds at other places, with another umask and time zone, give the same bytes" equal_builds
fi

[ ${#skipped[@]} -eq 0 ] || printf 'skipped: %s\n' "${skipped[@]}"
[ ${#failed[@]} -eq 0 ] || printf 'FAILS: %s\n' "${failed[@]}"
[ ${#failed[@]} -eq 0 ] && { ! $all || [ ${#skipped[@]} -eq 0 ]; }

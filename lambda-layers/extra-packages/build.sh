#!/usr/bin/env bash
# build.sh FOLDER: the layer with the packages that node code may import
set -euo pipefail
here=$(dirname "$(realpath "$0")")
source "$here/../tools/common.sh"

require mysql_config libmariadb-dev-compat gcc gcc strip binutils patchelf patchelf
need_tools
folder=$(mkdir -p "$1" && realpath "$1")
rm -rf "$folder"/*
packages=$folder/tree/python/lib/python3.6/site-packages
libraries=$packages/mysqlclient.libs
debian_libraries=/usr/lib/x86_64-linux-gnu
mkdir -p "$libraries/plugin"

export SOURCE_DATE_EPOCH=315532800 PYTHONHASHSEED=0 CFLAGS="-O2 -g0"
install_packages "$here/requirements.lock" "$packages"

# copy_library FROM TO: and note where it came from
copy_library() {
  cp -L "$1" "$2"
  echo "$1" >>"$folder/system-files"
}
copy_library $debian_libraries/libmariadb.so.3 "$libraries/"
for plugin in caching_sha2_password client_ed25519 dialog mysql_clear_password sha256_password; do
  copy_library "$debian_libraries/libmariadb3/plugin/$plugin.so" "$libraries/plugin/"
done

extension=$(echo "$packages"/MySQLdb/_mysql*.so)
strip --strip-unneeded "$extension" "$libraries"/*.so* "$libraries"/plugin/*.so
# RPATH, not RUNPATH: Lambda's LD_LIBRARY_PATH comes before a RUNPATH
patchelf --force-rpath --set-rpath '$ORIGIN/../mysqlclient.libs' "$extension"
seal extra-packages "$folder"

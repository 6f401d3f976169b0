#!/usr/bin/env bash
# build.sh FOLDER: the layer with CPython 3.6, its C library, the AWS SDK and the package around node code
set -euo pipefail
here=$(dirname "$(realpath "$0")")
source "$here/../tools/common.sh"

require gcc gcc strip binutils patchelf patchelf bwrap bubblewrap
debian_libraries=/usr/lib/x86_64-linux-gnu
[ -e $debian_libraries/libc.a ] || fail "Missing: the static C library (Debian package libc6-dev)"
need_tools
folder=$(mkdir -p "$1" && realpath "$1")
rm -rf "$folder"/*
root=$folder/tree/py36
mkdir -p "$root"/{bin,lib,etc,runtime,libexec/bwrap}

# copy_system FROM TO: and note where it came from
copy_system() {
  cp -rL "$1" "$2"
  echo "$1" >>"$folder/system-files"
}

cp "$PYTHON36_PREFIX/bin/python3.6" "$root/bin/"
cp "$PYTHON36_PREFIX/lib/libpython3.6m.so.1.0" "$root/lib/"
# Without tests, tools for people at a terminal, and what is linked with GPL libraries (readline, gdbm)
without=(__pycache__ python3.6/test 'python3.6/*/test' 'python3.6/*/tests' python3.6/idlelib python3.6/tkinter
  python3.6/turtledemo python3.6/turtle.py python3.6/ensurepip python3.6/lib2to3 python3.6/pydoc_data
  python3.6/site-packages 'python3.6/config-3.6m-*' 'python3.6/distutils/command/*.exe' '_tkinter*' 'nis.*'
  '_test*.so' '_ctypes_test*' 'xxlimited*' 'ossaudiodev*' 'readline.*.so' '_gdbm*.so' '_dbm*.so')
tar -C "$PYTHON36_PREFIX/lib" "${without[@]/#/--exclude=}" -cf - python3.6 | tar -C "$root/lib" -xf -

export SOURCE_DATE_EPOCH=315532800 PYTHONHASHSEED=0
install_packages "$here/requirements.lock" "$root/lib/python3.6/site-packages"

needed_libraries() {
  for file in "$root"/bin/python3.6 "$root"/lib/python3.6/lib-dynload/*.so $debian_libraries/libmariadb.so.3; do
    LD_LIBRARY_PATH=$root/lib ldd "$file" | awk '$2 == "=>" && $3 ~ /^(\/usr)?\/lib\// {print $3}'
  done
  # What programs open by name while they run
  for name in libgcc_s.so.1 libstdc++.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libutil.so.1 libresolv.so.2 \
    libnss_files.so.2 libnss_dns.so.2; do
    echo "$debian_libraries/$name"
  done
}
needed_libraries | xargs -n 1 basename | sort -u | while read -r name; do
  copy_system "$debian_libraries/$name" "$root/lib/"
done
copy_system $debian_libraries/ld-linux-x86-64.so.2 "$root/lib/"

find "$root" -type f \( -name '*.so' -o -name '*.so.*' \) ! -name 'ld-linux*' -exec strip --strip-unneeded {} +
strip --strip-unneeded "$root/bin/python3.6"
patchelf --remove-rpath "$root/lib/libpython3.6m.so.1.0"
for extension in "$root"/lib/python3.6/lib-dynload/*.so; do patchelf --remove-rpath "$extension"; done
# RPATH, not RUNPATH: Lambda's LD_LIBRARY_PATH comes before a RUNPATH
patchelf --set-interpreter /opt/py36/lib/ld-linux-x86-64.so.2 --force-rpath --set-rpath '$ORIGIN/../lib' \
  "$root/bin/python3.6"
"$tools_python" "$tools_folder/relocate.py" "$root" "$PYTHON36_PREFIX" /opt/py36
built_in=$("$PYTHON36_PREFIX/bin/python3.6" -c 'import sysconfig; print(sysconfig.get_config_var("abs_srcdir"))')
"$tools_python" "$tools_folder/relocate.py" "$root" "$built_in" /opt/py36/source

for locale in C.utf8 en_US.utf8; do
  mkdir -p "$root/lib/locale/$locale"
  copy_system /usr/lib/locale/C.utf8/. "$root/lib/locale/$locale/"
done
# Mozilla's authorities alone: the system's bundle also holds what this machine's owner added to it
cat /usr/share/ca-certificates/mozilla/*.crt >"$root/etc/cacert.pem"
echo /usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt >>"$folder/system-files"

# The local engine's sandbox program, run by this layer's own loader; Lambda never starts it
copy_system "$(command -v bwrap)" "$root/libexec/bwrap/"
for name in libcap.so.2 libselinux.so.1 libpcre2-8.so.0; do
  copy_system "$debian_libraries/$name" "$root/libexec/bwrap/"
done
strip --strip-unneeded "$root"/libexec/bwrap/*

cp -r "$here"/src/. "$root/runtime/"
find "$root/runtime" -name __pycache__ -prune -exec rm -rf {} +
compile_program bootstrap "$folder/tree/bootstrap"
# The local engine's; Lambda never starts it
compile_program supervisor "$root/libexec/supervisor"
chmod 755 "$folder/tree/bootstrap" "$root/libexec/supervisor" "$root/bin/python3.6" "$root/lib/ld-linux-x86-64.so.2" "$root/libexec/bwrap/bwrap"
seal python-runtime "$folder"

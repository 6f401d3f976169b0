"""Every binary finds its libraries in the layers alone: binaries.py OPT. Reads them with readelf."""

import os
import re
import subprocess
import sys

LOADER = "/opt/py36/lib/ld-linux-x86-64.so.2"
SANDBOX_FOLDER = "py36/libexec/bwrap"
STATIC = ("bootstrap", "py36/libexec/supervisor")


def binaries(opt):
    for parent, _, names in os.walk(opt):
        for name in sorted(names):
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield os.path.relpath(path, opt), path


def read(path):
    """Give (interpreter, needed libraries, RPATH, RUNPATH) of a binary."""
    text = subprocess.check_output(["readelf", "--wide", "-l", "-d", path], universal_newlines=True)

    def found(pattern):
        return re.findall(pattern, text)

    return (
        found(r"program interpreter: ([^\]]+)\]"),
        found(r"\(NEEDED\).*\[(.+)\]"),
        found(r"\(RPATH\).*\[(.+)\]"),
        found(r"\(RUNPATH\).*\[(.+)\]"),
    )


def check(condition, *text):
    if not condition:
        raise SystemExit(" ".join(map(str, text)))


def main(opt):
    libraries = set(os.listdir(os.path.join(opt, "py36/lib")))
    count = 0
    for name, path in binaries(opt):
        interpreter, needed, rpath, runpath = read(path)
        count += 1
        check(not runpath, name, "has RUNPATH", runpath)
        if name in STATIC:
            check(not interpreter and not needed, name, "is not static")
            continue
        reachable = set(libraries)
        if name.startswith(SANDBOX_FOLDER):
            reachable |= set(os.listdir(os.path.join(opt, SANDBOX_FOLDER)))
        elif name == "py36/bin/python3.6":
            check(interpreter == [LOADER], name, "has interpreter", interpreter)
            check(rpath == ["$ORIGIN/../lib"], name, "has RPATH", rpath)
        elif "/MySQLdb/_mysql" in name:
            check(rpath == ["$ORIGIN/../mysqlclient.libs"], name, "has RPATH", rpath)
            reachable |= set(os.listdir(os.path.join(os.path.dirname(path), rpath[0].replace("$ORIGIN/", ""))))
        else:
            check(not rpath, name, "has RPATH", rpath)
        missing = set(needed) - reachable
        check(not missing, name, "needs", missing, "of neither layer")
    check(count > 80, "only", count, "binaries found")
    print("  %d binaries" % count)


main(*sys.argv[1:])

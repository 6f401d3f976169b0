"""Every module has bytecode that CPython 3.6 takes for fresh: bytecode.py OPT, an unpacked layer or both."""

import os
import struct
import sys

MAGIC_OF_36 = struct.pack("<H", 3379) + b"\r\n"


def main(opt):
    fresh, without = 0, []
    for parent, _, names in os.walk(opt):
        for name in names:
            if not name.endswith(".py"):
                continue
            source = os.path.join(parent, name)
            bytecode = os.path.join(parent, "__pycache__", name[:-3] + ".cpython-36.pyc")
            if not os.path.exists(bytecode):
                without.append(os.path.relpath(source, opt))
                continue
            status = os.stat(source)
            with open(bytecode, "rb") as file:
                header = file.read(12)
            if header != MAGIC_OF_36 + struct.pack("<II", int(status.st_mtime), status.st_size):
                raise SystemExit("%s is stale" % bytecode)
            fresh += 1
    if without:
        raise SystemExit("No bytecode: %s" % ", ".join(without))
    print("  %d modules" % fresh)


main(*sys.argv[1:])

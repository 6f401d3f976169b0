"""Zip a folder so that the same files always give the same bytes: pack.py FOLDER FILE.

Sorted names, two modes, one moment. The moment stands twice: in DOS form, which has no time zone, and in the UTC
extra field (0x5455), so that whoever unpacks elsewhere can restore it and the bytecode stays valid.
"""

import os
import struct
import sys
import zipfile

MOMENT = 315532800
DOS_MOMENT = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def entries_of(folder):
    """Give all files as (name in the zip, path), sorted by name."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            if os.path.islink(path):
                raise SystemExit("%s is a link, which not every unpacker keeps" % path)
            yield os.path.relpath(path, folder), path


def main(folder, file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(entries_of(folder)):
            entry = zipfile.ZipInfo(name, DOS_MOMENT)
            entry.create_system = UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.extra = struct.pack("<HHBl", 0x5455, 5, 1, MOMENT)
            executable = os.stat(path).st_mode & 0o100
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            with open(path, "rb") as content:
                archive.writestr(entry, content.read())


main(*sys.argv[1:])

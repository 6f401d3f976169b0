"""Unpack a layer as every engine must: unpack.py ZIP FOLDER.

Modes and times come from the zip; the time is that of the UTC extra field, so the bytecode is taken for fresh in
any time zone.
"""

import os
import struct
import sys
import zipfile


def moment_of(entry):
    """Give the UTC modification time of an entry's extra field 0x5455."""
    rest = entry.extra
    while rest:
        kind, size = struct.unpack_from("<HH", rest)
        if kind == 0x5455 and rest[4] & 1:
            return struct.unpack_from("<l", rest, 5)[0]
        rest = rest[4 + size :]
    raise SystemExit("%s: no UTC time" % entry.filename)


def main(file, folder):
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            path = archive.extract(entry, folder)
            os.chmod(path, entry.external_attr >> 16 & 0o777)
            os.utime(path, (moment_of(entry),) * 2)


if __name__ == "__main__":
    main(*sys.argv[1:])

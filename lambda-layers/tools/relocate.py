"""Take the place where a CPython was built out of its files: relocate.py FOLDER BUILD_PREFIX PREFIX.

In text the one stands for the other. In a binary the string keeps its length and its last part, since the linker
may have let another string share its end; CPython finds its library by its own place, never by this string.
"""

import os
import sys


def same_length(old, new):
    """Give ``new``, filled with slashes up to the length of ``old`` and ending as ``old`` does."""
    end = old[old.rindex(b"/") + 1 :]
    filler = len(old) - len(new) - len(end)
    if filler < 1:
        raise SystemExit("%s is too short to be replaced by %s" % (old.decode(), new.decode()))
    return new + b"/" * filler + end


def main(folder, old, new):
    old, new = os.fsencode(old), os.fsencode(new)
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                content = file.read()
            if old not in content:
                continue
            binary = content.startswith(b"\x7fELF")
            with open(path, "wb") as file:
                file.write(content.replace(old, same_length(old, new) if binary else new))


main(*sys.argv[1:])

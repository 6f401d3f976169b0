"""Give every file one moment as its time and every module its bytecode: compile_bytecode.py FOLDER ROOT.

CPython 3.6 takes bytecode only if the time and size of the source are those that it notes. ``ROOT`` is where the
folder's content will stand, for the file names in tracebacks. Run it by CPython 3.6 with PYTHONHASHSEED=0.
"""

import os
import py_compile
import sys

MOMENT = 315532800
"""1980-01-01T00:00:00Z, the first that a zip can hold."""


def files_of(folder):
    """Give all files, sorted."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield os.path.join(parent, name)


def main(folder, root):
    sources = [path for path in files_of(folder) if path.endswith(".py")]
    for path in files_of(folder):
        os.utime(path, (MOMENT, MOMENT))
    for path in sources:
        shown = os.path.join(root, os.path.relpath(path, folder))
        try:
            py_compile.compile(path, dfile=shown, doraise=True)
        except py_compile.PyCompileError:
            print("  no bytecode for", shown)  # code for another Python that a package brings along
    for path in files_of(folder):
        os.utime(path, (MOMENT, MOMENT))


main(*sys.argv[1:])

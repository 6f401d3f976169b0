"""Text is UTF-8 everywhere, as it is on Lambda."""

import locale
import os
import subprocess
import sys

LAUGH = "\U0001f600 \u00e4\u20ac"

assert sys.getfilesystemencoding() == "utf-8"
assert locale.getpreferredencoding() == "UTF-8"
assert [stream.encoding for stream in (sys.stdin, sys.stdout, sys.stderr)] == ["UTF-8"] * 3
assert locale.setlocale(locale.LC_ALL, "")
assert sys.argv[1] == LAUGH, ascii(sys.argv)
path = "/tmp/" + LAUGH
with open(path, "w") as file:
    file.write(LAUGH)
with open(path, "rb") as file:
    assert file.read().decode("utf-8") == LAUGH
assert os.listdir("/tmp") == [LAUGH]
said = subprocess.check_output([sys.executable, "-c", "print('%s')" % LAUGH])
assert said.decode("utf-8") == LAUGH + "\n"
print("  " + LAUGH)

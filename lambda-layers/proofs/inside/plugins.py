"""Every authentication plugin of the MariaDB connector loads with the layers' libraries."""

import ctypes
import os
import sys

sys.path[:0] = ["/opt/python/lib/python3.6/site-packages"]
import MySQLdb  # noqa: E402, F401

folder = os.environ["MARIADB_PLUGIN_DIR"]
names = sorted(os.listdir(folder))
assert "caching_sha2_password.so" in names and len(names) >= 5, names
for name in names:
    ctypes.CDLL(os.path.join(folder, name))
print("  " + ", ".join(names))

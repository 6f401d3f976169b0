"""Log in to a real MariaDB server in every way that a node may: mariadb.py PORT."""

import sys

sys.path[:0] = ["/opt/python/lib/python3.6/site-packages"]
import MySQLdb  # noqa: E402

TEXT = "caf\u00e9 \U0001f600"
SOCKET = {"unix_socket": "/var/task/server/socket"}
TCP = {"host": "127.0.0.1", "port": int(sys.argv[1])}
TLS = dict(TCP, ssl={"ca": "/var/task/certificate.pem"})


def login(where, user, password="secret"):
    """Log in, write and read back a row; gives whether the connection was encrypted."""
    connection = MySQLdb.connect(user=user, passwd=password, db="clinic", charset="utf8mb4", connect_timeout=5, **where)
    cursor = connection.cursor()
    cursor.execute("insert into note (text) values (%s)", (TEXT,))
    cursor.execute("select text from note where id = %s", (cursor.lastrowid,))
    assert cursor.fetchone() == (TEXT,)
    cursor.execute("show session status like 'Ssl_cipher'")
    cipher = cursor.fetchone()[1]
    connection.commit()
    connection.close()
    return bool(cipher)


assert not login(SOCKET, "native")
login(TCP, "native")
login(TCP, "ed25519")
assert login(TLS, "native")
assert login(TLS, "tls_only")
try:
    login(TCP, "native", "wrong")
except MySQLdb.OperationalError as error:
    assert error.args[0] == 1045, error
else:
    raise AssertionError("a wrong password is let in")
print("  socket, TCP and TLS; native and ed25519 passwords; a wrong one is refused")

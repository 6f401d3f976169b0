"""Everything that node code may import works, and nothing of it comes from outside of the layers."""

import ctypes
import hashlib
import importlib
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading

EXTRA = "/opt/python/lib/python3.6/site-packages"
STANDARD = [
    *("asyncio", "bz2", "cmath", "concurrent.futures", "csv", "curses", "datetime", "decimal", "difflib", "doctest"),
    *("distutils.version", "email.mime.text", "encodings.idna", "fractions", "html.parser", "http.client", "lzma"),
    *("http.server", "imaplib", "json", "locale", "logging.config", "multiprocessing", "pdb", "pickle", "platform"),
    *("pydoc", "queue", "random", "re", "resource", "select", "selectors", "shelve", "smtplib", "statistics"),
    *("string", "struct", "tempfile", "textwrap", "typing", "unicodedata", "unittest.mock", "urllib.request", "uuid"),
    *("wsgiref.simple_server", "xml.dom.minidom", "xml.etree.ElementTree", "xmlrpc.client", "zipfile", "zlib"),
]
FROM_EXTRA = [
    *("MySQLdb", "chardet", "gspread", "httplib2", "idna", "oauth2client.service_account", "pyasn1"),
    *("pyasn1_modules", "pytz", "redis", "requests", "rsa", "six", "unicodecsv", "urllib3"),
]
FROM_RUNTIME = ["boto3", "botocore", "dateutil", "docutils", "jmespath", "s3transfer"]
sys.path[:0] = [EXTRA]


def handshake():
    """Shake hands with ourselves by TLS in memory, on a certificate made for this proof."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS)
    server_side.load_cert_chain("/var/task/certificate.pem", "/var/task/key.pem")
    client_side = ssl.create_default_context(cafile="/var/task/certificate.pem")
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_side.wrap_bio(to_client, to_server, server_hostname="localhost")
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(6):
        for end in (client, server):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                pass
    client.write(b"hello")
    assert server.read(5) == b"hello"
    return client.version()


assert sys.version_info[:3] == (3, 6, 15)
assert sys.executable == "/opt/py36/bin/python3.6"
assert sys.prefix == sys.base_prefix == "/opt/py36"
assert sorted(os.listdir("/")) == ["dev", "etc", "opt", "proc", "tmp", "var"], os.listdir("/")

for name in STANDARD:
    importlib.import_module(name)
for name in FROM_EXTRA:
    module = importlib.import_module(name)
    assert module.__file__.startswith(EXTRA + "/"), module.__file__
for name in FROM_RUNTIME:
    module = importlib.import_module(name)
    assert module.__file__.startswith("/opt/py36/lib/python3.6/site-packages/"), module.__file__
import boto3  # noqa: E402
import requests  # noqa: E402

assert requests.certs.where() == EXTRA + "/certifi/cacert.pem"
boto3.client("s3", region_name="eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")

authorities = ssl.create_default_context().cert_store_stats()["x509_ca"]
assert authorities > 100, authorities
version = handshake()
assert version in ("TLSv1.2", "TLSv1.3"), version

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s"):
    assert len(hashlib.new(name, b"x").hexdigest()) >= 32, name
assert hashlib.pbkdf2_hmac("sha256", b"x", b"y", 10)

connection = sqlite3.connect(":memory:")
assert connection.execute("select upper('a')").fetchone() == ("A",)
assert ctypes.CDLL("libc.so.6").getpid() == os.getpid()
assert ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda number: number + 1)(41) == 42

child = subprocess.check_output([sys.executable, "-c", "import ssl, sys; print(sys.prefix)"])
assert child == b"/opt/py36\n"
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
assert socket.socketpair()

with open("/proc/self/maps") as maps:
    mapped = {line.split()[-1] for line in maps if ".so" in line}
outside = [path for path in mapped if not path.startswith("/opt/")]
assert mapped and not outside, outside
print("  %d authorities, %s, %d libraries mapped, none from outside" % (authorities, version, len(mapped)))

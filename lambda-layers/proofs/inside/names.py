"""Names resolve by /etc/hosts and by the DNS server of /etc/resolv.conf; the server is this proof's own."""

import socket
import struct
import threading

ADDRESS = "192.0.2.7"
KNOWN = b"\x06clinic\x07example\x00"
A = 1


def answer(question):
    """Answer a question for the one name that is known; deny every other."""
    end = question.index(b"\0", 12) + 1
    name, kind = question[12:end], struct.unpack(">H", question[end : end + 2])[0]
    known = name.lower() == KNOWN
    record = b"\xc0\x0c" + struct.pack(">HHIH", A, 1, 60, 4) + socket.inet_aton(ADDRESS) if known and kind == A else b""
    flags = 0x8180 if known else 0x8183
    head = struct.pack(">HHHHHH", struct.unpack(">H", question[:2])[0], flags, 1, 1 if record else 0, 0, 0)
    return head + question[12 : end + 4] + record


def serve(server):
    while True:
        question, asker = server.recvfrom(512)
        server.sendto(answer(question), asker)


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
threading.Thread(target=serve, args=(server,), daemon=True).start()

assert {found[4][0] for found in socket.getaddrinfo("localhost", 80)} <= {"127.0.0.1", "::1"}
assert socket.gethostbyname("clinic.example") == ADDRESS
assert {found[4][0] for found in socket.getaddrinfo("clinic.example", 443, 0, socket.SOCK_STREAM)} == {ADDRESS}
try:
    socket.getaddrinfo("absent.example", 80)
except socket.gaierror as error:
    assert error.errno == socket.EAI_NONAME, error
else:
    raise AssertionError("absent.example has an address")
print("  localhost, clinic.example; absent.example is denied")

"""The floor: one process that has loaded a node and answers frames over a Unix socket. No sandbox, no limits, no log."""
import json
import socket
import struct
import sys

path, source = sys.argv[1:3]
namespace = {}
with open(source) as file:
    exec(compile(file.read(), source, 'exec'), namespace)
main = namespace['main']
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(1)
connection, _ = listener.accept()
stream = connection.makefile('rb')
while True:
    head = stream.read(4)
    if len(head) < 4:
        break
    event = json.loads(stream.read(struct.unpack('>I', head)[0]).decode())
    answer = json.dumps(main(event, None)).encode()
    connection.sendall(struct.pack('>I', len(answer)) + answer)

"""The floor: processes that have loaded a node and answer frames over a Unix socket. No sandbox, no limits, no log.

They are forked from one that has imported json, and re with it; each loads the node itself and serves one connection,
its collector as the interpreter has it.
"""
import json
import os
import socket
import struct
import sys

path, source, count = sys.argv[1:4]
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(int(count))
for _ in range(int(count) - 1):
    if os.fork() == 0:
        break
namespace = {}
with open(source) as file:
    exec(compile(file.read(), source, 'exec'), namespace)
main = namespace['main']
connection, _ = listener.accept()
stream = connection.makefile('rb')
while True:
    head = stream.read(4)
    if len(head) < 4:
        break
    event = json.loads(stream.read(struct.unpack('>I', head)[0]).decode())
    answer = json.dumps(main(event, None)).encode()
    connection.sendall(struct.pack('>I', len(answer)) + answer)

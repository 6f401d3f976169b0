"""Takes the network functions away."""
import socket
import sys


def main(event, context):
    socket.socket = socket.create_connection = None
    sys.modules["socket"] = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

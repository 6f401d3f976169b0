"""Takes functions of the system away."""
import os


def main(event, context):
    os.read = os.write = os.getpid = os.fstat = os._exit = os.kill = os.pread = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

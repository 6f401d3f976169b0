"""Leaves a detached process running."""
import os
import time


def main(event, context):
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 1000)
            time.sleep(60)
        os._exit(0)
    os.waitpid(child, 0)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

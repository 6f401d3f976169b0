"""Raises in a child."""
import os


def main(event, context):
    child = os.fork()
    if child == 0:
        raise RuntimeError("the child's own")
    os.waitpid(child, 0)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

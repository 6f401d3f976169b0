"""Leaves something to do at the end."""
import atexit
import time


def main(event, context):
    atexit.register(time.sleep, 100)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

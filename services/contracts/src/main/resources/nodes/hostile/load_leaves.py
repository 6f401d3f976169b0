"""Leaves the process at once while it is loaded."""
import os

os._exit(3)


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Removes itself from the loaded modules."""
import sys

del sys.modules[__name__]


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

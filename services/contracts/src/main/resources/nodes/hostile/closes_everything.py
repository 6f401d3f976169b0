"""Closes every descriptor that there might be."""
import os


def main(event, context):
    os.closerange(0, 65536)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

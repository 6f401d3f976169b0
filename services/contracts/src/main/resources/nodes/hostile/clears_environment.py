"""Clears its environment."""
import os


def main(event, context):
    os.environ.clear()
    os.environ["PATH"] = "/nowhere"
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

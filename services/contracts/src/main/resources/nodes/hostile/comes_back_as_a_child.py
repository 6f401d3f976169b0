"""Comes back from main in a child, too."""
import os


def main(event, context):
    os.fork()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

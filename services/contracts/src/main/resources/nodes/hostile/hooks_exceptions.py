"""Wants to hear of every exception."""
import sys


def main(event, context):
    sys.excepthook = sys.displayhook = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Allows next to no recursion."""
import sys


def main(event, context):
    sys.setrecursionlimit(60)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

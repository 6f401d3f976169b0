"""Has other things in place of its streams."""
import sys


class Nothing:
    def __getattr__(self, name):
        raise RuntimeError("no stream")


def main(event, context):
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Nothing()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

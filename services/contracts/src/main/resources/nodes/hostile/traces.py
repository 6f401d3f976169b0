"""Has a word in everything that runs."""
import sys
import threading


def main(event, context):
    sys.settrace(lambda *arguments: None)
    sys.setprofile(lambda *arguments: None)
    threading.settrace(lambda *arguments: None)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Fills its environment with 5 MB."""
import os


def main(event, context):
    for number in range(5000):
        os.environ["V%d" % number] = "x" * 1000
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

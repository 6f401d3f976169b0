"""Replies with the number of descriptors that it was given beside the usual three."""
import json
import os


def main(event, context):
    found = []
    for number in range(3, 1024):
        try:
            os.fstat(number)
            found.append(number)
        except OSError:
            continue
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(found)]})}

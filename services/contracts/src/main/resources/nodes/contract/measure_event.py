"""Replies with the length of its event's body."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [str(len(event["body"]))]})}

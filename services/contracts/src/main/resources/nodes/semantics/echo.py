"""Replies with the event's body, character by character."""
# script: echo
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [event["body"]]})}

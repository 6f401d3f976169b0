"""Replies with as many letters as the event's body asks for."""
import json


def main(event, context):
    letters = json.loads(event["body"])["letters"]
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["x" * letters]})}

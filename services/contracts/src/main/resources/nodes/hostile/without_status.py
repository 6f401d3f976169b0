"""Leaves out the status."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"response": ["hello"]})}

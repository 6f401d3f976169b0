"""Encodes the body twice."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps(json.dumps({"status": True, "response": ["hello"]}))}

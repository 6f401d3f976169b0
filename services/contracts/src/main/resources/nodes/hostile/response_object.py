"""Has a response that is an object."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": {"text": "hello", "type": "TEXT"}})}

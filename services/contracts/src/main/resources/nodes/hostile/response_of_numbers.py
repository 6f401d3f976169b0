"""Has a message that is a number."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello", 5]})}

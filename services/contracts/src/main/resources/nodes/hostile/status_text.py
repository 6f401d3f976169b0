"""Has a status that is a text."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": "true", "response": ["hello"]})}

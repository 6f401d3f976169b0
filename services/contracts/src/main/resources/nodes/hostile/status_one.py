"""Has a status that is a number."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": 1, "response": ["hello"]})}

"""Has no status in its place."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": None, "response": ["hello"]})}

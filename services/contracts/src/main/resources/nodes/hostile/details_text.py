"""Has a state that is a text."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "user_details": "{}"})}

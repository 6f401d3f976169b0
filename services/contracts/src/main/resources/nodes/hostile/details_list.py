"""Has a state that is a list."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "conversation_details": []})}

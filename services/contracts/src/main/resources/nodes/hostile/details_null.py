"""Has no state in its place."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "user_details": None})}

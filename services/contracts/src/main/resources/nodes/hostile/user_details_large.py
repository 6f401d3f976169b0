"""Has more to remember of the user than it may."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "user_details": {"all": ["x"] * 3000}})}

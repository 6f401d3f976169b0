"""Has more to remember of the conversation than it may."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "conversation_details": {"all": "x" * 3000}})}

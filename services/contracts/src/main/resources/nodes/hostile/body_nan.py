"""Has a number in its body that is none."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["hello"], "score": float("nan")})}

"""Has blank messages only."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": ["", " \t\n"]})}

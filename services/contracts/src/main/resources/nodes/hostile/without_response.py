"""Leaves out the response."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps({"status": True})}

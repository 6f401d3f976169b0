"""Has a body that is a list."""
import json


def main(event, context):
    return {"statusCode": 200, "body": json.dumps([True, ["hello"]])}

"""Raises while it is loaded."""
VALUE = 1 / 0  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

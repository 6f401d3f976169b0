"""Assigns to what cannot be assigned to."""
len("a") = 1  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Forgets to encode the body."""


def main(event, context):
    return {"statusCode": 200, "body": {"status": True, "response": ["hello"]}}

"""Replies."""
# script: reply {"status": true, "response": ["hello"]}


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}'}

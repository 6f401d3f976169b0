"""Has a body that is no JSON."""


def main(event, context):
    return {"statusCode": 200, "body": "hello"}

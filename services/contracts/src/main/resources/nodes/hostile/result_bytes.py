"""Returns a body of bytes."""


def main(event, context):
    return {"statusCode": 200, "body": b"{}"}

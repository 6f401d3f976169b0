"""Returns little more than 6 MB."""


def main(event, context):
    return {"statusCode": 200, "body": "x" * (6 * 1024 * 1024)}

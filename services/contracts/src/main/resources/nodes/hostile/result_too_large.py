"""Returns 7 MB."""


def main(event, context):
    return {"statusCode": 200, "body": "x" * 7000000}

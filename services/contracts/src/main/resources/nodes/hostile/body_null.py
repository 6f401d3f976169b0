"""Has no body in its place."""


def main(event, context):
    return {"statusCode": 200, "body": None}

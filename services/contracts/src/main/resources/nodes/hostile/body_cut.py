"""Has a body that ends too early."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hel'}

"""Prints 3 MB."""


def main(event, context):
    print("x" * 3000000)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

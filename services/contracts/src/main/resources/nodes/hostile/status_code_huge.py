"""Has a status code of 100 digits."""


def main(event, context):
    return {"statusCode": 10 ** 99, "body": '{"status": true, "response": ["hello"]}'}

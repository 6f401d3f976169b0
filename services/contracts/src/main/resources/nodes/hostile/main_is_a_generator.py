"""Has a main that yields."""


def main(event, context):
    yield {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

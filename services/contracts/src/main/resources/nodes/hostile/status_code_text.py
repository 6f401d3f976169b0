"""Has a status code that is a text."""


def main(event, context):
    return {"statusCode": "200", "body": '{"status": true, "response": ["hello"]}'}

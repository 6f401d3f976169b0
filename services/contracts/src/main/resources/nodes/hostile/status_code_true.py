"""Has a status code that is a truth."""


def main(event, context):
    return {"statusCode": True, "body": '{"status": true, "response": ["hello"]}'}

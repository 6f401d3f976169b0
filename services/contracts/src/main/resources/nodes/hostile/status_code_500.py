"""Says that it failed."""


def main(event, context):
    return {"statusCode": 500, "body": '{"status": true, "response": ["hello"]}'}

"""Has a body with something after its end."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]} {}'}

"""Has no status code in its place."""


def main(event, context):
    return {"statusCode": None, "body": '{"status": true, "response": ["hello"]}'}

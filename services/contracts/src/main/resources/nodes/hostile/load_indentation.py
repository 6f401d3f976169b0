"""Is indented where it must not be."""
VALUE = 1
    OTHER = 2  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Returns a set."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}', "headers": {"odd": {1, 2}}}

"""Returns text that UTF-8 cannot hold."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}', "headers": {"odd": "\ud800"}}

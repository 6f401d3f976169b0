"""Returns a number of 5,000 digits."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}', "headers": {"odd": 10 ** 5000}}

"""Returns a moment."""
import datetime


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}', "headers": {"odd": datetime.datetime(2020, 1, 1)}}

"""Replies with the time that remains, before and after three tenths of a second."""
import json
import time


def main(event, context):
    first = context.get_remaining_time_in_millis()
    time.sleep(0.3)
    second = context.get_remaining_time_in_millis()
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps([first, second])]})}

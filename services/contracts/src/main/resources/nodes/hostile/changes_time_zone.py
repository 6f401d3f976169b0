"""Moves to another time zone."""
import os
import time


def main(event, context):
    os.environ["TZ"] = "Asia/Kolkata"
    time.tzset()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

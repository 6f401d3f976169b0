"""Leaves a thread that prints."""
import threading
import time


def speak():
    while True:
        print("still talking")
        time.sleep(0.01)


def main(event, context):
    threading.Thread(target=speak, daemon=True).start()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

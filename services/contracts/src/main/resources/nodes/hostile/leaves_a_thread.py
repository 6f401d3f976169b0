"""Leaves a thread running."""
import threading
import time


def main(event, context):
    threading.Thread(target=time.sleep, args=(60,)).start()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

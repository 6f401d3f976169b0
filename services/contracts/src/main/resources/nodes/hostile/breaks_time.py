"""Takes the clocks away."""
import time


def main(event, context):
    time.time = time.perf_counter = time.monotonic = time.sleep = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

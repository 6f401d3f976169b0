"""Turns the collector off and takes it away."""
import gc


def main(event, context):
    gc.disable()
    gc.collect = gc.get_count = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

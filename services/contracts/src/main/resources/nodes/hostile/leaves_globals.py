"""Leaves 20 MB behind."""


KEPT = None


def main(event, context):
    global KEPT
    KEPT = bytearray(20000000)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

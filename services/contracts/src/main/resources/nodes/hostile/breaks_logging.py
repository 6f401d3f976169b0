"""Reconfigures logging."""
import logging


def main(event, context):
    logging.disable(logging.CRITICAL)
    logging.shutdown()
    logging.root.handlers[:] = [None]
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

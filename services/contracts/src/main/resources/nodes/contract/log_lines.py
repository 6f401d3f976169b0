"""Writes to its log in every usual way."""
import logging
import sys

logging.getLogger("loading").warning("while it is loaded")


def main(event, context):
    print("printed", 1, {"a": None})
    print("é 🚂 नमस्ते")
    print("without an end", end="")
    print()
    sys.stderr.write("to the error stream\n")
    logging.info("of no interest")
    logging.warning("a warning of %s", "é 🚂")
    logging.getLogger("some.where").error("an error\nin two lines")
    try:
        raise KeyError("caught")
    except KeyError:
        logging.exception("with a traceback")
    logger = logging.getLogger("chatty")
    logger.setLevel(logging.DEBUG)
    logger.debug("a detail")
    return {"statusCode": 200, "body": '{"status": true, "response": ["logged"]}'}

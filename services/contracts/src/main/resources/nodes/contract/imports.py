"""Imports the modules that the event's body names, and replies with those that it could not."""
import importlib
import json


def main(event, context):
    missing = []
    for name in json.loads(event["body"])["modules"]:
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append("%s: %s" % (name, error))
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(missing)]})}

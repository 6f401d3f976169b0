"""Replies with how often this process ran it."""
# script: count
import json

turns = 0


def main(event, context):
    global turns
    turns += 1
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [str(turns)]})}

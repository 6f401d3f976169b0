"""Replies with numbers that nobody else should get, drawn at load and at the turn."""
import json
import os
import random
import tempfile
import time
import uuid

AT_LOAD = random.random()


def main(event, context):
    time.sleep(0.2)
    names = tempfile._get_candidate_names()
    drawn = [AT_LOAD, random.random(), random.randint(0, 10 ** 12), str(uuid.uuid4()), os.urandom(8).hex(), next(names)]
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(drawn)]})}

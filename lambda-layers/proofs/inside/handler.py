"""A node as a person would write it."""

import json
from datetime import datetime

import pytz
import requests


def main(event, context):
    body = json.loads(event["body"])
    if body.get("break"):
        raise ValueError("asked to")
    noon = pytz.timezone("Europe/Kiev").localize(datetime(2019, 8, 1, 12)).strftime("%z")
    answer = {"status": True, "response": ["Kyiv " + noon], "user_details": {"with": requests.__version__}}
    return {"statusCode": 200, "body": json.dumps(answer)}

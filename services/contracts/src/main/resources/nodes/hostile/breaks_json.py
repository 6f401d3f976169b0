"""Takes the json module apart."""
import json


def main(event, context):
    json.dumps = json.loads = json.JSONEncoder = json.decoder = json.encoder = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

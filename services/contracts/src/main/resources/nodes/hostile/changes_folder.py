"""Works in a folder that is gone."""
import os
import tempfile


def main(event, context):
    os.chdir(tempfile.mkdtemp())
    os.rmdir(os.getcwd())
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Takes half a second."""
# script: sleep 500
# script: reply {"status": true, "response": ["rested"]}
import time


def main(event, context):
    time.sleep(0.5)
    return {"statusCode": 200, "body": '{"status": true, "response": ["rested"]}'}

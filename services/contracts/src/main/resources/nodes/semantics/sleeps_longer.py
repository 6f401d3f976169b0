"""Takes three seconds."""
# script: sleep 3000
# script: reply {"status": true, "response": ["rested"]}
import time


def main(event, context):
    time.sleep(3)
    return {"statusCode": 200, "body": '{"status": true, "response": ["rested"]}'}

"""Never ends being loaded."""
import time

while True:
    time.sleep(60)


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Leaves rubbish that only a collector finds."""


def main(event, context):
    for _ in range(20000):
        cycle = []
        cycle.append(cycle)
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

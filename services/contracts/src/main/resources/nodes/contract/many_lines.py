"""Writes 20,000 numbered lines, over a megabyte."""


def main(event, context):
    for number in range(20000):
        print("line %05d of a log that is far too long for anyone to keep" % number)
    return {"statusCode": 200, "body": '{"status": true, "response": ["written"]}'}

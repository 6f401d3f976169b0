"""Has a main that takes one thing only."""


def main(event):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

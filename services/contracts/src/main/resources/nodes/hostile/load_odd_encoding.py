# -*- coding: nothing-of-the-kind -*-
"""Names an encoding that does not exist."""


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Leaves out the body."""


def main(event, context):
    return {"statusCode": 200}

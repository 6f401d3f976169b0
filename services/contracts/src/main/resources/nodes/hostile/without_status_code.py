"""Leaves out the status code."""


def main(event, context):
    return {"body": '{"status": true, "response": ["hello"]}'}

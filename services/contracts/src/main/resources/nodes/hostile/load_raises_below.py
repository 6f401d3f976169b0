"""Raises while it is loaded, in a function of its own."""
def prepare():
    raise RuntimeError("cannot prepare")  # here


prepare()


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

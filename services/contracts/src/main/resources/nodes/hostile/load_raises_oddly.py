"""Raises what is no Exception while it is loaded."""
class Odd(BaseException):
    """Nothing that anybody catches."""


raise Odd("not to be caught")  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

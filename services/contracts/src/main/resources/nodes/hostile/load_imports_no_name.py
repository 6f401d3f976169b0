"""Imports a name that its module does not have."""
from os import nothing_of_the_kind  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

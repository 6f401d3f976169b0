"""Ends its process while it is loaded."""
# script: exit_at_load 3
import os

os._exit(3)


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["never"]}'}

"""Replies something else."""
# script: reply {"status": false, "response": ["good-bye"]}


def main(event, context):
    return {"statusCode": 200, "body": '{"status": false, "response": ["good-bye"]}'}

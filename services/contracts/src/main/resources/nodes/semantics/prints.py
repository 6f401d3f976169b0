"""Prints, then replies."""
# script: print printed by the node
# script: reply {"status": true, "response": ["printed"]}


def main(event, context):
    print("printed by the node")
    return {"statusCode": 200, "body": '{"status": true, "response": ["printed"]}'}

"""Ends inside a bracket."""
def main(event, context):
    return {"statusCode": 200, "body": ("{}"

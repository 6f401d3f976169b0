"""Returns outside of a function."""
return 1  # here


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Has no main."""
def handler(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

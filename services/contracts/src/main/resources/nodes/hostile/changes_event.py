"""Changes all that it was given."""


def main(event, context):
    event.clear()
    context.__dict__.clear()
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Has a body as Python prints it."""


def main(event, context):
    return {"statusCode": 200, "body": str({"status": True, "response": ["hello"]})}

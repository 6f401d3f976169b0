"""Returns more than an answer may hold."""
# script: answer_too_much


def main(event, context):
    return {"statusCode": 200, "body": "x" * 7000000}

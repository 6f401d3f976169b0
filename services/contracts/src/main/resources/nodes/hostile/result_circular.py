"""Returns what contains itself."""


def main(event, context):
    headers = {}
    headers["self"] = headers
    return {"statusCode": 200, "body": "{}", "headers": headers}

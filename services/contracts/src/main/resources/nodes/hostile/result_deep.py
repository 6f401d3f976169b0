"""Returns what is nested 100,000 times."""


def main(event, context):
    nested = []
    for _ in range(100000):
        nested = [nested]
    return {"statusCode": 200, "body": "{}", "headers": nested}

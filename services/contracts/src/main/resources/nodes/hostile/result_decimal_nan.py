"""Returns a decimal that is no number."""
import decimal


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["hello"]}', "headers": {"odd": decimal.Decimal("NaN")}}

"""Returns what JSON has to be taught: Decimal, tuples, numbers as keys, and None."""
from decimal import Decimal


def main(event, context):
    return {
        "statusCode": 200,
        "body": '{"status": true, "response": ["counted"]}',
        "headers": {"price": Decimal("19.99"), "whole": Decimal("3"), "pair": (1, 2), "none": None, 7: "seven"},
    }

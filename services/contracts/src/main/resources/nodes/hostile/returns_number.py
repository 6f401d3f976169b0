"""Returns a number."""


def main(event, context):
    return 5

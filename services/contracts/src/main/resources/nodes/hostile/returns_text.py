"""Returns a text."""


def main(event, context):
    return "hello"

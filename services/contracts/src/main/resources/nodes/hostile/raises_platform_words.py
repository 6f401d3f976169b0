"""Raises in the platform's words."""


def main(event, context):
    raise Exception("Unable to import module 'handler': not really")  # here

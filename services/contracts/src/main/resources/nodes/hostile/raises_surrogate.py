"""Raises with text that UTF-8 cannot hold."""


def main(event, context):
    raise ValueError("\ud800 and \udfff")  # here

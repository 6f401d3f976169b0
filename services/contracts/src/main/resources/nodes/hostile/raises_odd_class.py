"""Raises a class with an odd name."""


def main(event, context):
    raise type("Üb\ner" * 1000, (Exception,), {})("odd")  # here

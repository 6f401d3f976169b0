"""Raises."""


def main(event, context):
    raise ValueError("the reason é 🚂")  # here

"""Raises."""
# script: raise ValueError as it should


def main(event, context):
    raise ValueError("as it should")

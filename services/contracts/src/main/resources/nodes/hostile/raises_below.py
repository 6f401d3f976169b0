"""Raises below a library that it called."""
import json


def read(text):
    return json.loads(text)  # here


def main(event, context):
    return read("{")

"""Leaves politely, with much to say."""
import sys


def main(event, context):
    sys.exit("x" * 100000)

"""Leaves politely."""
import sys


def main(event, context):
    sys.exit(3)  # here

"""Leaves at once."""
import os


def main(event, context):
    os._exit(0)

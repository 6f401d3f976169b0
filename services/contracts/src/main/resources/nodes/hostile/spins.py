"""Counts for ever."""


def main(event, context):
    number = 0
    while True:
        number += 1

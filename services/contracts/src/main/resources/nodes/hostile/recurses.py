"""Calls itself for ever."""


def deeper(level):
    return deeper(level + 1)  # here


def main(event, context):
    return deeper(0)

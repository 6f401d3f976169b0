"""Asserts what is not so."""


def main(event, context):
    assert event is None, "there is an event"  # here

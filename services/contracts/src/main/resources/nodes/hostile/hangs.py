"""Sleeps for ever."""
import time


def main(event, context):
    while True:
        time.sleep(60)

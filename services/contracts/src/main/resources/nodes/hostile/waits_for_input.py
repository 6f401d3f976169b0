"""Waits on a pipe that nobody writes to."""
import os


def main(event, context):
    reading, writing = os.pipe()
    os.read(reading, 1)

"""Ignores every signal that it can, and counts for ever."""
import signal


def main(event, context):
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        pass

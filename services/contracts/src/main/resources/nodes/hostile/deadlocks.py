"""Waits for a lock that it holds."""
import threading


def main(event, context):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()

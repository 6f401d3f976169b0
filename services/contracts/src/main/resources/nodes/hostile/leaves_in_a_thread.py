"""Leaves at once, from a thread."""
import os
import threading
import time


def main(event, context):
    thread = threading.Thread(target=os._exit, args=(4,))
    thread.start()
    thread.join()
    time.sleep(60)

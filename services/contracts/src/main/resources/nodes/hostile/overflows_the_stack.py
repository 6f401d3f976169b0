"""Calls itself deeper than the stack reaches."""
import sys


def deeper():
    deeper()


def main(event, context):
    sys.setrecursionlimit(10 ** 8)
    deeper()

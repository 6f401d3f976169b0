"""Reads where nothing is."""
import ctypes


def main(event, context):
    ctypes.string_at(0)

"""Writes over the interpreter's own memory."""
import ctypes
import gc


def main(event, context):
    for place in range(id(None), id(None) + 4096, 8):
        ctypes.c_uint64.from_address(place).value = 0xDEADBEEF
    gc.collect()
    return None

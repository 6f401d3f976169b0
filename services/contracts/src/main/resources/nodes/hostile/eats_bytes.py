"""Takes memory in one piece."""


def main(event, context):
    return len(bytearray(1 << 30))  # here

"""Says itself that memory ran out."""


def main(event, context):
    raise MemoryError("says the node")  # here

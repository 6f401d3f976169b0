"""Returns a dictionary that does not let itself be read."""


class Hostile(dict):
    def items(self):
        raise RuntimeError("nothing for you")

    __iter__ = __getitem__ = keys = items


def main(event, context):
    return Hostile(statusCode=200)

"""Returns a text that is another one when it is looked at."""


class Text(str):
    def __str__(self):
        raise RuntimeError("nothing for you")

    encode = __repr__ = __len__ = __str__


def main(event, context):
    return {"statusCode": 200, "body": Text("{}")}

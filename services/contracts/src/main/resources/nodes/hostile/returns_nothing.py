"""Returns nothing."""


def main(event, context):
    return None

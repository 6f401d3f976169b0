"""Has a main that is a class."""


class main:
    def __init__(self, event, context):
        self.event = event

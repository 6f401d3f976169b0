"""Takes memory bit by bit."""


def main(event, context):
    taken = []
    while True:
        taken.append("%d" % len(taken) * 1000)

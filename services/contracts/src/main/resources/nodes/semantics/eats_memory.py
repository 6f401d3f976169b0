"""Takes more memory than it may."""
# script: eat_memory


def main(event, context):
    taken = []
    while True:
        taken.append(bytearray(1000000))

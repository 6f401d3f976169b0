"""Has an error in line 6."""
# problem: 6 15 invalid syntax


def main(event, context):
    return 1 +* 2

"""Does not compile."""
def main(event, context):
    if event  # here
        return None

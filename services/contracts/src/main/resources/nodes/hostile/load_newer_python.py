"""Is written for a newer Python."""
def main(event, context):
    if (number := len(event)) > 1:  # here
        return number

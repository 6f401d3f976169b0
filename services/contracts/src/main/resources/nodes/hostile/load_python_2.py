"""Is written for an older Python."""
def main(event, context):
    print "hello"  # here

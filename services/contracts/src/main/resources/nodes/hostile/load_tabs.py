"""Mixes tabs and blanks."""
def main(event, context):
        if event:
	return None  # here
        return None

"""Has a main that is no function."""
main = 5

"""Takes more memory than it may while it is loaded."""
TAKEN = []
while True:
    TAKEN.append(bytearray(1000000))


def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

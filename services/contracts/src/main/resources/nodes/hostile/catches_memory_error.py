"""Takes all memory, notices, and gives it back."""


def main(event, context):
    taken = []
    try:
        while True:
            taken.append(bytearray(1000000))
    except MemoryError:
        del taken
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Writes to every descriptor that there might be."""
import os


def main(event, context):
    for number in range(3, 5000):
        try:
            os.write(number, b'\x00\x00\x00\x24\x00\x00\x00\x20{"id":"1","ok":true}')
        except OSError:
            continue
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

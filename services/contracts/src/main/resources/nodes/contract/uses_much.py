"""Uses 60 of its 128 MB, in eight threads too."""
import threading


def main(event, context):
    taken = bytearray(60 * 1024 * 1024)
    threads = [threading.Thread(target=sum, args=(range(1000),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"statusCode": 200, "body": '{"status": true, "response": ["%d"]}' % len(taken)}

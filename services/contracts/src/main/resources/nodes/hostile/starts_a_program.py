"""Leaves a program running."""
import subprocess
import sys


def main(event, context):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Replies in several scripts, raw and escaped."""
import json

TEXT = "é 🚂 नमस्ते \u0000 \u2028 \" \\ / </script>"


def main(event, context):
    body = {"status": True, "response": [TEXT, {"text": TEXT, "type": "TEXT", "data": {TEXT: TEXT}}]}
    return {"statusCode": 200, "body": json.dumps(body, ensure_ascii=False)}

"""Takes away built-in functions."""
import builtins


def main(event, context):
    for name in ("len", "dict", "isinstance", "max", "str", "type", "int", "bytes", "open", "print", "getattr"):
        builtins.__dict__[name] = None
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

"""Replies with what it sees of its event, its context and its surroundings, as JSON."""
import json
import os
import sys


def main(event, context):
    before = context.get_remaining_time_in_millis()
    context.log("logged through the context")
    seen = {
        "event_keys": sorted(event),
        "body_type": type(event["body"]).__name__,
        "body_keys": list(json.loads(event["body"])),
        "environment": dict(os.environ),
        "aws_request_id": context.aws_request_id,
        "function_name": context.function_name,
        "function_version": context.function_version,
        "invoked_function_arn": context.invoked_function_arn,
        "memory_limit_in_mb": str(context.memory_limit_in_mb),
        "log_group_name": context.log_group_name,
        "log_stream_name": context.log_stream_name,
        "client_context": context.client_context,
        "has_identity": hasattr(context, "identity"),
        "remaining": before,
        "python": list(sys.version_info[:2]),
        "module": __name__,
        "file": __file__,
        "folder": os.getcwd(),
        "encoding": sys.getdefaultencoding() + " " + sys.getfilesystemencoding() + " " + sys.stdout.encoding.lower(),
    }
    return {"statusCode": 200, "body": json.dumps({"status": True, "response": [json.dumps(seen)]})}

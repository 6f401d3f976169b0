"""Answers one turn of a conversation with a greeting and a button."""
import json


def main(event, context):
    turn = json.loads(event["body"])
    person = turn["user_details"].get("name") or "there"

    # What the user said, by entity: turn["entities"]["name"][0]["entity_value"]
    # A setting of this bot:         turn["env_variables"]["NAME"]
    # What is to be remembered:      change this and return it below.
    remembered = turn["conversation_details"]

    greeting = "Hello {}, this is {}.".format(person, turn["node"])
    button = {
        "type": "BUTTON",
        "text": "What would you like to do?",
        "data": {
            "items": [
                {
                    "actionable_text": "Start over",
                    "type": "TEXT_ONLY",
                    "uri": "LAUNCH_CHANNEL",
                    "payload": {"message": "Start over", "gogo_message": ""},
                    "is_default": 0,
                    "location_required": False,
                }
            ]
        },
    }

    answer = {
        "status": True,
        "response": [greeting, json.dumps(button)],
        "conversation_details": remembered,
    }
    return {"statusCode": 200, "body": json.dumps(answer)}

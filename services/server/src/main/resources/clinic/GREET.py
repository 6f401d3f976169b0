"""Greets by name and counts how often it did, to show the state that a conversation carries."""
import json


def main(event, context):
    body = json.loads(event['body'])
    name = body['user'].get('full_name') or body['user_details'].get('name') or 'there'
    details = dict(body['conversation_details'])
    details['greetings'] = details.get('greetings', 0) + 1
    menu = {
        'text': 'What can I do for you?',
        'type': 'BUTTON',
        'data': {
            'items': [
                {'actionable_text': text, 'uri': 'LAUNCH_CHANNEL', 'type': 'TEXT_ONLY', 'is_default': 0,
                 'location_required': False, 'payload': {'message': text, 'gogo_message': ''}}
                for text in ('Book a test', 'Opening hours', 'My report')
            ],
        },
    }
    result = {
        'status': True,
        'response': ['Welcome to the clinic, %s.' % name, json.dumps(menu)],
        'conversation_details': details,
    }
    return {'statusCode': 200, 'body': json.dumps(result)}

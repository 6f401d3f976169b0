"""A node as bots have them: reads the body, looks at entities, matches a pattern, answers with a button."""
import json
import re

PHONE = re.compile(r'^(?:\+?91)?([6-9]\d{9})$')


def main(event, context):
    body = json.loads(event['body'])
    user = body['user']
    numbers = [entity['entity_value'] for entity in body['entities'].get('phone_number', [])]
    match = PHONE.match(numbers[0]) if numbers else None
    details = dict(body['conversation_details'], attempts=body['conversation_details'].get('attempts', 0) + 1)
    button = {
        'text': 'Hello %s, is %s yours? (%s)' % (user.get('full_name') or 'there', match.group(1) if match else 'it', 'MARK'),
        'type': 'BUTTON',
        'data': {'items': [{'actionable_text': text, 'uri': 'LINK', 'type': 'TEXT_ONLY', 'is_default': 0,
                            'location_required': False, 'payload': {'message': text}} for text in ('Yes', 'No')]},
    }
    result = {'status': bool(match), 'response': ['One moment.', json.dumps(button)], 'conversation_details': details,
              'user_details': body['user_details']}
    return {'statusCode': 200, 'body': json.dumps(result), 'headers': {'Content-Type': 'application/json'}}

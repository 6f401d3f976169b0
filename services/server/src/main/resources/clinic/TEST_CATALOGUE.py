"""Shows the blood tests as a carousel, narrowed to what the user asked for."""
import json

TESTS = [
    ('Complete blood count', 350, 'Red and white cells, haemoglobin, platelets'),
    ('Lipid profile', 600, 'Cholesterol and triglycerides; fasting needed'),
    ('Thyroid profile', 550, 'T3, T4 and TSH'),
    ('Blood sugar', 120, 'Fasting or after a meal'),
]


def card(name, price, about):
    """One card of the carousel."""
    return {
        'title': name,
        'subtitle': 'Rs. %d - %s' % (price, about),
        'actionables': [
            {'actionable_text': 'Book', 'uri': 'LAUNCH_CHANNEL', 'type': 'TEXT_ONLY', 'is_default': 0,
             'location_required': False, 'payload': {'message': 'Book %s' % name, 'gogo_message': ''}},
        ],
    }


def main(event, context):
    body = json.loads(event['body'])
    wanted = [entity['entity_value'] for entity in body['entities'].get('test_name', [])]
    words = [word.lower() for word in wanted if isinstance(word, str)]
    found = [test for test in TESTS if not words or any(word in test[0].lower() for word in words)]
    carousel = {'text': '', 'type': 'CAROUSEL', 'data': {'items': [card(*test) for test in found]}}
    response = [json.dumps(carousel)] if found else ['We do not offer that test. Ask for the catalogue to see all.']
    return {'statusCode': 200, 'body': json.dumps({'status': bool(found), 'response': response})}

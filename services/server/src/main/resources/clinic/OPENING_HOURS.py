"""Tells whether the clinic is open now, in the clinic's own time zone, and asks the booking system for the next free slot.

The booking system may be away: the answer then says so instead of failing.
"""
import json
from datetime import datetime

import pytz
import requests

ZONE = pytz.timezone('Asia/Kolkata')
BOOKING_SYSTEM = 'http://127.0.0.1:9/slots/next'


def next_slot():
    """The next free slot as text, or None when the booking system does not answer."""
    try:
        answer = requests.get(BOOKING_SYSTEM, timeout=0.5)
        answer.raise_for_status()
        return answer.json()['starts_at']
    except (requests.RequestException, ValueError, KeyError) as problem:
        print('booking system:', type(problem).__name__)
        return None


def main(event, context):
    body = json.loads(event['body'])
    now = datetime.now(ZONE)
    is_open = now.weekday() < 6 and 8 <= now.hour < 20
    slot = next_slot()
    name = body['user'].get('full_name') or 'there'
    texts = [
        'Hello %s! The clinic is %s. It opens Monday to Saturday, 8 am to 8 pm.' % (name, 'open' if is_open else 'closed'),
        'The next free slot is %s.' % slot if slot else 'Free slots cannot be looked up right now; please call us.',
    ]
    result = {'status': slot is not None, 'response': texts}
    return {'statusCode': 200, 'body': json.dumps(result)}

"""Gives the help desk's number, which is a variable: another one on staging than in production."""
import json


def main(event, context):
    body = json.loads(event['body'])
    number = body['env_variables'].get('HELP_DESK_NUMBER')
    text = 'Call our help desk: %s.' % number if number else 'Our help desk has no number yet.'
    return {'statusCode': 200, 'body': json.dumps({'status': bool(number), 'response': [text]})}

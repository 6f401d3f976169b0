"""Breaks on purpose, to show what a bot break looks like: it divides by the number of reports, which is zero."""
import json


def main(event, context):
    body = json.loads(event['body'])
    reports = body['user_details'].get('reports', [])
    progress = sum(report['done'] for report in reports) / len(reports)
    return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': ['%d %% done' % (100 * progress)]})}

"""Has a main that has to be awaited."""


async def main(event, context):
    return {"statusCode": 200, "body": '{"status": true, "response": ["still here"]}'}

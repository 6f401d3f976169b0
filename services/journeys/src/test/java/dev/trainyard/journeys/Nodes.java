package dev.trainyard.journeys;

import dev.trainyard.journeys.driver.Api;

/** Code of nodes that the journeys use. */
final class Nodes {
  private Nodes() {
  }

  /** Replies with one text. */
  static String replying(String text) {
    return """
        import json

        def main(event, context):
            return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': [%s]})}
        """.formatted(Api.JSON.getNodeFactory().textNode(text));
  }

  /** Replies with the value of a variable. */
  static String readingVariable(String name) {
    return """
        import json

        def main(event, context):
            body = json.loads(event['body'])
            return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': [body['env_variables']['%s']]})}
        """.formatted(name);
  }

  /** Replies with the value of a variable in angle brackets, since a reply may not be blank. */
  static String quotingVariable(String name) {
    return readingVariable(name).replace("[body[", "['<%s>' % body[");
  }

  /** Raises on its fourth line. */
  static String raising(String message) {
    return """
        import json

        def main(event, context):
            raise ValueError('%s')
        """.formatted(message);
  }
}

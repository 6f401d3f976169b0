package dev.trainyard.server.turn;

import dev.trainyard.server.security.AccessToken;
import dev.trainyard.turn.PracticeBot;
import java.nio.charset.StandardCharsets;

/** A turn as conversations have them, about a kilobyte each way. */
final class PracticeRequest {
  /** What answers it: nearly nothing for Python to do. */
  static final byte[] CODE = """
      ANSWER = (
          '{"status": true, "response": ["One moment.", "{\\\\"text\\\\": \\\\"Is that you?\\\\", \\\\"type\\\\": \\\\"BUTTON\\\\"}"], '
          '"conversation_details": {"attempts": 1, "topic": "practice", "slots": ["morning", "noon", "evening"]}, '
          '"user_details": {"name": "Asha Rao", "language": "en"}}'
      )


      def main(event, context):
          return {"statusCode": 200, "body": ANSWER, "headers": {"Content-Type": "application/json"}}
      """
      .getBytes(StandardCharsets.UTF_8);

  private static final String BODY = """
      {"user": {"id": "practice", "full_name": "Asha Rao", "language_code": "en", "channel": "web"}, \
      "entities": {"phone_number": [{"entity_value": "9812345678", "start": 4, "end": 14}], "date": []}, \
      "conversation_details": {"attempts": 0, "topic": "practice", "slots": ["morning", "noon", "evening"]}, \
      "user_details": {"name": "Asha Rao", "language": "en"}, "message": "It is 9812345678, thank you", \
      "event": {"type": "message", "at": "2026-01-01T00:00:00Z", "history": ["hello", "my number", "thank you"]}}""";

  private PracticeRequest() {
  }

  /**
   * Writes the request.
   *
   * @param port that it goes to
   * @param token that opens the server
   * @return its text, ASCII
   */
  static String of(int port, AccessToken token) {
    return """
        POST /api/v1/bots/%s/stages/production/nodes/%s/turns HTTP/1.1
        Host: 127.0.0.1:%d
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """.formatted(PracticeBot.NAME, PracticeBot.NODE, port, token.value(), BODY.length()).replace("\n", "\r\n")
        + BODY;
  }
}

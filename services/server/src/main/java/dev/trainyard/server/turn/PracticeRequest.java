package dev.trainyard.server.turn;

import dev.trainyard.server.security.AccessToken;
import dev.trainyard.turn.PracticeBot;
import java.nio.charset.StandardCharsets;

/**
 * A turn as conversations have them, a kilobyte or so each way. It has JSON of every kind: what Java compiles for one
 * kind has to be thrown away when another comes.
 */
public final class PracticeRequest {
  /** What is sent. */
  public static final String BODY = """
      {"user": {"id": "6f1c", "full_name": "Asha Rão", "language_code": "en", "channel": "web", "age": 41, \
      "verified": true, "blocked": false, "manager": null, "score": 0.8125, "balance": -12.5e2, \
      "joined": 1767225600000}, "entities": {"phone_number": [{"entity_value": "9812345678", "start": 4, "end": 14, \
      "confidence": 0.97}], "date": [], "place": [{"entity_value": {"city": "Pune", "geo": [18.52, 73.86]}}], \
      "none": {}}, "conversation_details": {"attempts": 2, "topic": "practice", "slots": ["morning", "noon", null, 3, \
      false], "history": [["hello", 1], ["my number", 2], []]}, "user_details": {"name": "Asha", "tags": ["a", "b"]}, \
      "message": "It is \\"9812345678\\",\\n thank you \\u2014 \\ud83d\\ude00 caf\\u00e9", "at": \
      "2026-01-01T00:00:00Z", "event": {"type": "message", "retries": 0, "text": "A text of some length, as people \
      write it when they are asked what it is that they want to have done for them today."}}""";

  /** What answers it: nearly nothing for Python to do. */
  static final byte[] CODE = """
      import json

      BUTTON = {
          "text": "Is that you, \\u00e9?\\n",
          "type": "BUTTON",
          "data": {"items": [{"actionable_text": t, "uri": "LINK", "is_default": 0, "location_required": False,
                              "payload": {"message": t, "weight": 0.5, "next": None}} for t in ("Yes", "No")]},
      }
      ANSWER = json.dumps({
          "status": True,
          "response": ["One moment.", json.dumps(BUTTON)],
          "conversation_details": {"attempts": 3, "topic": "practice", "slots": ["noon", None, -3, 1.5e3, False, [], {}]},
          "user_details": {"name": "Asha", "tags": ["a", "b"], "since": 1767225600000},
      })


      def main(event, context):
          return {"statusCode": 200, "body": ANSWER, "headers": {"Content-Type": "application/json"}}
      """
      .getBytes(StandardCharsets.UTF_8);

  private PracticeRequest() {
  }

  /**
   * Writes the request.
   *
   * @param port that it goes to
   * @param token that opens the server
   * @return all of it
   */
  static byte[] of(int port, AccessToken token) {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    return ("""
        POST /api/v1/bots/%s/stages/production/nodes/%s/turns HTTP/1.1
        Host: 127.0.0.1:%d
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """.formatted(PracticeBot.NAME, PracticeBot.NODE, port, token.value(), body.length).replace("\n", "\r\n")
        + BODY).getBytes(StandardCharsets.UTF_8);
  }
}

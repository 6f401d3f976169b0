package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.Invocation.Returned;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.json.JsonText;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.Reply;
import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeJudgeResultTest {
  private static final String OK = "{\"status\":true,\"response\":[\"hi\"]}";

  @Test
  @DisplayName("C3 a reply has both what was returned and what the user sees")
  void reply() {
    Reply reply = assertInstanceOf(Reply.class, body("""
        {"status": false, "response": ["hi", {"type":"X","n":1e-07}], "conversation_details": {"a": 1.10},
         "user_details": {}, "more": 1}"""));
    assertEquals("[\"hi\",{\"type\":\"X\",\"n\":1e-07}]", JsonText.compact(reply.response()));
    assertEquals("[{\"text\":\"hi\",\"type\":\"TEXT\",\"data\":{\"quick_replies\":[]}},{\"type\":\"X\",\"n\":1e-07}]",
        JsonText.compact(reply.messages()));
    assertEquals(Optional.of("{\"a\":1.10}"), reply.conversationDetails().map(JsonText::compact));
    assertEquals(Optional.of("{}"), reply.userDetails().map(JsonText::compact));
    assertEquals(false, reply.status());
  }

  @Test
  @DisplayName("C3 what is left out changes nothing")
  void absentState() {
    Reply reply = assertInstanceOf(Reply.class, body(OK));
    assertEquals(Optional.empty(), reply.conversationDetails());
    assertEquals(Optional.empty(), reply.userDetails());
  }

  @Test
  @DisplayName("C3 huge integers of up to 1,000 digits pass")
  void hugeIntegers() {
    String digits = "9".repeat(1000);
    Reply reply = assertInstanceOf(Reply.class,
        body("{\"status\":true,\"response\":[{\"type\":\"X\",\"n\":" + digits + "}]}"));
    assertEquals("[{\"type\":\"X\",\"n\":" + digits + "}]", JsonText.compact(reply.response()));
    assertBreak(BreakCause.MALFORMED_RESPONSE, "body.response[0].n is a number of more than 1000 characters.",
        body("{\"status\":true,\"response\":[{\"type\":\"X\",\"n\":" + digits + "9}]}"));
  }

  @ParameterizedTest
  @DisplayName("C4 malformed_response names the key and what it was: the result")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "null|The result was null (None); main must return {\"statusCode\": 200, \"body\": \"<JSON text>\"}.",
      "[1,2]|The result was a list of 2; main must return {\"statusCode\": 200, \"body\": \"<JSON text>\"}.",
      "{\"body\":\"{}\"}|statusCode was missing; main must return {\"statusCode\": 200, \"body\": \"<JSON text>\"}.",
      "{\"statusCode\":true,\"body\":\"{}\"}|statusCode was true; it must be the number 200.",
      "{\"statusCode\":\"200\",\"body\":\"{}\"}|statusCode was the text \"200\"; it must be the number 200.",
      "{\"statusCode\":200.0,\"body\":\"{}\"}|statusCode was the number 200.0; it must be the number 200.",
      "{\"statusCode\":null,\"body\":\"{}\"}|statusCode was null (None); it must be the number 200.",
      "{\"statusCode\":200}|body was missing; main must return {\"statusCode\": 200, \"body\": \"<JSON text>\"}.",
      "{\"statusCode\":200,\"body\":{}}|body was an object; it must be JSON text, as json.dumps gives it.",
      "{\"statusCode\":200,\"body\":null}|body was null (None); it must be JSON text, as json.dumps gives it.",
      "{\"statusCode\":200,\"body\":\"{}\",\"headers\":{\"a\":NaN}}|headers.a is NaN, which JSON has no number for.",
      "{\"statusCode\":200,\"body\":\"\\ud800\"}|body holds a lone surrogate, which is half a character.",
      "{\"a\":1,\"a\":2}|a is there twice."})
  void malformedResults(String result, String message) {
    assertBreak(BreakCause.MALFORMED_RESPONSE, message, judge(result));
  }

  @ParameterizedTest
  @DisplayName("C4 malformed_response names the key and what it was: the body")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"``|body is empty.",
      "[]|body was JSON text of a list of 0; it must be that of an object.",
      "hello|body is not JSON: it breaks off or goes wrong at line 1, column 1.",
      "{\"status\":true|body is not JSON: it breaks off or goes wrong at line 1, column 15.",
      "{\"response\":[\"a\"]}|body.status was missing; the body must have it.",
      "{\"status\":1,\"response\":[\"a\"]}|body.status was the number 1; it must be true or false.",
      "{\"status\":\"ok\",\"response\":[\"a\"]}|body.status was the text \"ok\"; it must be true or false.",
      "{\"status\":null,\"response\":[\"a\"]}|body.status was null (None); it must be true or false.",
      "{\"status\":true}|body.response was missing; the body must have it.",
      "{\"status\":true,\"response\":\"a\"}|body.response was the text \"a\"; it must be a list of messages.",
      "{\"status\":true,\"response\":{}}|body.response was an object; it must be a list of messages.",
      "{\"status\":true,\"response\":[\"a\",{},5]}|body.response[2] was the number 5; a message is a text or an object.",
      "{\"status\":true,\"response\":[null]}|body.response[0] was null (None); a message is a text or an object.",
      "{\"status\":true,\"response\":[[\"a\"]]}|body.response[0] was a list of 1; a message is a text or an object.",
      "{\"status\":true,\"response\":[\"a\"],\"conversation_details\":null}|body.conversation_details was null (None); it must be an object, or be left out.",
      "{\"status\":true,\"response\":[\"a\"],\"user_details\":[1]}|body.user_details was a list of 1; it must be an object, or be left out.",
      "{\"status\":true,\"response\":[{\"a\":[1,Infinity]}]}|body.response[0].a[1] is Infinity, which JSON has no number for.",
      "{\"status\":true,\"response\":[\"\\ud83d\"]}|body.response[0] holds a lone surrogate, which is half a character.",
      "{\"status\":true,\"status\":false,\"response\":[\"a\"]}|body.status is there twice.",
      "{\"status\":true,\"response\":[\"a\"]} x|body is not JSON: it breaks off or goes wrong at line 1, column 34."})
  void malformedBodies(String body, String message) {
    assertBreak(BreakCause.MALFORMED_RESPONSE, message, body(body));
  }

  @Test
  @DisplayName("C4 malformed_response for bytes that are no text, and for depth")
  void notJson() {
    TurnOutcome noText = OutcomeJudge.judge(returned(new byte[]{'"', (byte) 0xff, '"'}), Limits.DEFAULT);
    assertBreak(BreakCause.MALFORMED_RESPONSE, "The result is not valid UTF-8.", noText);
    assertBreak(BreakCause.MALFORMED_RESPONSE, "The result is empty.", judge(""));
    assertBreak(BreakCause.MALFORMED_RESPONSE, "body is nested deeper than 200 levels.",
        body("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
  }

  @ParameterizedTest
  @DisplayName("C4 bad_status when statusCode is another number")
  @CsvSource({"500", "0", "-200", "201", "20000000000000000000000000"})
  void badStatus(String code) {
    BotBreak broken = assertInstanceOf(BotBreak.class, judge("{\"statusCode\":" + code + "}"));
    assertEquals(BreakCause.BAD_STATUS, broken.cause());
    assertEquals(Ran.YES, broken.ran());
    assertTrue(broken.message().startsWith("statusCode was " + code.substring(0, Math.min(20, code.length()))));
  }

  @Test
  @DisplayName("C4 no_response when there is no message, or only blank texts")
  void noResponse() {
    assertBreak(BreakCause.NO_RESPONSE, "body.response was empty; it must have at least one message.",
        body("{\"status\":true,\"response\":[]}"));
    assertBreak(BreakCause.NO_RESPONSE, "body.response had only blank texts; it must have at least one message.",
        body("{\"status\":true,\"response\":[\"\",\" \\n\\u2003\"]}"));
    assertInstanceOf(Reply.class, body("{\"status\":true,\"response\":[\"\",\"x\"]}"));
    assertInstanceOf(Reply.class, body("{\"status\":true,\"response\":[\"\",{\"type\":\"SILENT\",\"text\":\"\"}]}"));
  }

  @Test
  @DisplayName("C4 a wrong entry after blank ones is malformed_response, whatever comes first")
  void malformedBeforeBlank() {
    assertBreak(BreakCause.MALFORMED_RESPONSE, "body.response[1] was the number 5; a message is a text or an object.",
        body("{\"status\":true,\"response\":[\"\",5]}"));
  }

  @Test
  @DisplayName("C3.4 state is measured in characters of compact JSON, not escaped")
  void stateLimit() {
    String fits = "😀".repeat(2500 - 8);
    assertInstanceOf(Reply.class, body(state("conversation_details", fits)));
    assertInstanceOf(Reply.class, body(state("conversation_details", JsonText.ascii(fits))));
    assertBreak(BreakCause.STATE_TOO_LARGE,
        "body.user_details has 2,501 characters as compact JSON; the limit is 2,500.",
        body(state("user_details", fits + "é")));
    TurnOutcome small = OutcomeJudge.judge(returned(wrapped(state("user_details", "abc")).getBytes(
        StandardCharsets.UTF_8)), new Limits(10));
    assertBreak(BreakCause.STATE_TOO_LARGE, "body.user_details has 11 characters as compact JSON; the limit is 10.",
        small);
  }

  @Test
  @DisplayName("C4 response_too_large over 6 MB")
  void tooLarge() {
    TurnOutcome outcome = OutcomeJudge.judge(returned(new byte[Payload.MOST_BYTES + 1]), Limits.DEFAULT);
    assertBreak(BreakCause.RESPONSE_TOO_LARGE, "The result has 6,291,457 bytes; the limit is 6,291,456.", outcome);
  }

  @Test
  @DisplayName("C4, C7.3 a message echoes a bounded cut, and no half of a value either")
  void boundedEcho() {
    BotBreak broken = assertInstanceOf(BotBreak.class,
        body("{\"status\":\"" + "x".repeat(100_000) + "\",\"response\":[]}"));
    assertTrue(broken.message().length() < 200, broken.message());
    BotBreak longKey = assertInstanceOf(BotBreak.class, body("{\"" + "k".repeat(100_000) + "\":NaN}"));
    assertTrue(longKey.message().length() < 200, longKey.message());

    Masking masking = Masking.of(List.of(new VariableValue("s3cretword")));
    String late = "{\"status\":\"" + "x".repeat(55) + "s3cretword\",\"response\":[]}";
    BotBreak masked = assertInstanceOf(BotBreak.class, OutcomeJudge
        .judge(returned(wrapped(late).getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, masking));
    assertTrue(masked.message().contains("xxx***") && !masked.message().contains("s3cr"), masked.message());
  }

  private static String state(String key, String text) {
    return "{\"status\":true,\"response\":[\"a\"],\"" + key + "\": { \"a\": \"" + text + "\" } }";
  }

  private static void assertBreak(BreakCause cause, String message, TurnOutcome outcome) {
    BotBreak broken = assertInstanceOf(BotBreak.class, outcome);
    assertEquals(message, broken.message());
    assertEquals(cause, broken.cause());
    assertEquals(Ran.YES, broken.ran());
  }

  private static TurnOutcome body(String body) {
    return judge(wrapped(body));
  }

  private static String wrapped(String body) {
    return "{\"statusCode\":200,\"body\":\"" + JsonText.quoted(body) + "\",\"headers\":{}}";
  }

  private static TurnOutcome judge(String result) {
    return OutcomeJudge.judge(returned(result.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT);
  }

  private static Returned returned(byte[] result) {
    return new Returned(Payload.of(result), InvocationLog.EMPTY, Usage.NONE);
  }
}

package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Payload;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every engine that runs Python must show a node's code, and make of what it returns and writes. */
public abstract class PythonNodesContract extends EngineContract {
  private static final String BODY = """
      {"node": "kli::KLI::VALIDATE_OTP", "event": "API_INTEGRATION", "user": {"user_id": "é 🚂"}, \
      "conversation_no": 12345678901234567890123, "conversation_details": {"b": 1.10, "a": 1e400}, \
      "user_details": {}, "entities": {}, "env_variables": {"SECRET_TOKEN": "swordfish"}, "extra": [null, true]}""";
  private static final Set<String> ENVIRONMENT = Set.of("_HANDLER", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
      "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
      "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME",
      "AWS_LAMBDA_LOG_STREAM_NAME", "LANG", "TZ", "PATH", "HOME");
  private static final Pattern LOG_LINE = Pattern
      .compile("\\[[A-Z]+]\\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t([0-9a-f-]*)\\t(.*)");
  private static final Pattern SECRET_NAMES = Pattern
      .compile("(?i).*(secret|token|password|credential|access_key|trainyard).*");

  private Invocation observed(InvocationRequest request) {
    return engine().invoke(published("contract/observe"), request);
  }

  @Test
  @DisplayName("C2 body is a string whose keys keep their order")
  void bodyIsAString() {
    JsonNode seen = observations(observed(request(BODY)));
    assertEquals("[\"body\"]", seen.get("event_keys").toString());
    assertEquals("str", seen.get("body_type").asText());
    assertEquals("[\"node\",\"event\",\"user\",\"conversation_no\",\"conversation_details\",\"user_details\","
        + "\"entities\",\"env_variables\",\"extra\"]", seen.get("body_keys").toString());
  }

  @Test
  @DisplayName("C2.1 the body reaches the code character by character")
  void bodyIsExact() {
    FunctionVersion echo = published("semantics/echo");
    String odd = BODY + "\u0000\u2028\\ \" 'é' 🚂 \uFFFF \t";
    assertEquals(odd, answer(engine().invoke(echo, request(odd))));
  }

  @Test
  @DisplayName("C2.2 the environment holds Lambda's names, and nothing of a variable or of the server")
  void environmentHoldsLambdasNames() {
    JsonNode environment = observations(observed(request(BODY))).get("environment");
    Set<String> names = new TreeSet<>();
    environment.fieldNames().forEachRemaining(names::add);
    Set<String> missing = new TreeSet<>(ENVIRONMENT);
    missing.removeAll(names);
    assertEquals(Set.of(), missing);
    assertFalse(environment.toString().contains("swordfish"), "a variable's value is in the environment");
    assertEquals(List.of(), names.stream().filter(name -> SECRET_NAMES.matcher(name).matches()).toList());
    assertEquals(":UTC", environment.get("TZ").asText());
    assertEquals("/tmp", environment.get("HOME").asText());
    assertEquals("handler.main", environment.get("_HANDLER").asText());
    assertEquals("/var/task", environment.get("LAMBDA_TASK_ROOT").asText());
    assertEquals("128", environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText());
  }

  @Test
  @DisplayName("C2.3 context has what Lambda's has")
  void contextIsLambdas() {
    InvocationRequest request = request(BODY);
    Invocation invocation = observed(request);
    JsonNode seen = observations(invocation);
    if (can(Capability.GIVES_REQUEST_ID)) {
      assertEquals(request.id(), seen.get("aws_request_id").asText());
    } else {
      assertTrue(seen.get("aws_request_id").asText().matches("[0-9a-f-]{36}"), seen::toString);
    }
    for (String key : List.of("function_name", "function_version", "invoked_function_arn", "log_group_name",
        "log_stream_name")) {
      assertFalse(seen.get(key).asText().isBlank(), key);
    }
    assertTrue(seen.get("invoked_function_arn").asText().contains(seen.get("function_name").asText()), seen::toString);
    assertEquals("128", seen.get("memory_limit_in_mb").asText());
    assertTrue(seen.get("client_context").isNull());
    assertTrue(seen.get("has_identity").asBoolean());
    int remaining = seen.get("remaining").asInt();
    assertTrue(remaining > 15_000 && remaining <= 20_000, seen::toString);
    assertTrue(log(invocation).text().contains("logged through the context\n"), () -> log(invocation).text());
  }

  @Test
  @DisplayName("C1.1 the code is handler.py of Python 3.6, in a folder of its own, in UTF-8")
  void codeIsHandler() {
    JsonNode seen = observations(observed(request(BODY)));
    assertEquals("[3,6]", seen.get("python").toString());
    assertEquals("handler", seen.get("module").asText());
    assertEquals("/var/task/handler.py", seen.get("file").asText());
    assertEquals("/var/task", seen.get("folder").asText());
    assertEquals("utf-8 utf-8 utf-8", seen.get("encoding").asText());
  }

  @Test
  @DisplayName("C2.3 the remaining time gets less while it passes")
  void remainingTimeShrinks() {
    JsonNode times = observations(
        engine().invoke(engine().publish(function(), spec(NodeFiles.code("contract/remaining_time"), 7)),
            request("{}")));
    int passed = times.get(0).asInt() - times.get(1).asInt();
    assertTrue(times.get(0).asInt() > 4000 && times.get(0).asInt() <= 7000, times::toString);
    assertTrue(passed >= 290 && passed < 5000, times::toString);
  }

  @Test
  @DisplayName("C5.3 print is raw; the root logger writes WARNING and more, in Lambda's form")
  void logsAsLambda() {
    InvocationRequest request = request("{}");
    String log = log(engine().invoke(published("contract/log_lines"), request)).text();
    List<String> lines = log.lines().toList();
    assertTrue(lines.containsAll(List.of("printed 1 {'a': None}", "é 🚂 नमस्ते", "without an end",
        "to the error stream")), log);
    assertTrue(!log.contains("of no interest") && log.contains("while it is loaded"), log);
    assertEquals(List.of("a warning of é 🚂", "an error", "with a traceback", "a detail"), lines.stream()
        .map(LOG_LINE::matcher).filter(found -> found.matches() && request.id().equals(found.group(1)))
        .map(found -> found.group(2)).toList(), log);
    assertTrue(lines.contains("in two lines") && lines.contains("KeyError: 'caught'"), log);
    assertTrue(lines.getLast().matches("REPORT RequestId: " + request.id()
        + "\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB.*"),
        log);
    assertTrue(lines.indexOf("END RequestId: " + request.id()) == lines.size() - 2, log);
  }

  @Test
  @DisplayName("C5.3 Init Duration is told on a first call only, and each turn has its own output alone")
  void tellsInitDurationOnce() {
    FunctionVersion version = published("semantics/prints");
    List<String> logs = new ArrayList<>();
    for (int turn = 0; turn < 6; turn++) {
      logs.add(log(turn(version)).text());
    }
    if (can(Capability.MEASURES)) {
      assertTrue(logs.getFirst().contains("\tInit Duration: "), logs.getFirst());
    }
    if (can(Capability.KEEPS_LOADED_CODE)) {
      assertTrue(logs.stream().anyMatch(log -> !log.contains("Init Duration")), logs.toString());
    }
    assertTrue(logs.stream().allMatch(log -> log.split("printed by the node", -1).length == 2), logs.toString());
  }

  @Test
  @DisplayName("C5.3 a log that is too long is cut, says so, and ends with END and REPORT")
  void cutsLongLogs() {
    InvocationLog log = log(turn(published("contract/many_lines")));
    int most = can(Capability.KEEPS_WHOLE_LOG) ? 256 * 1024 + 4096 : 8192;
    assertTrue(log.text().length() <= most, "it has " + log.text().length());
    assertTrue(log.cutBytes() > 0, "nothing is said of what was cut");
    assertTrue(log.text().startsWith("START RequestId: "), log.text().substring(0, 200));
    assertTrue(log.text().lines().toList().getLast().startsWith("REPORT RequestId: "));
    if (can(Capability.KEEPS_WHOLE_LOG)) {
      assertTrue(log.text().contains("line 00000 ") && log.text().contains("line 03000 "));
    }
  }

  @Test
  @DisplayName("C5.4 Decimal is a number, a pair a list, None null, a number as a key a text")
  void writesWhatJsonHasToBeTaught() {
    Invocation.Returned returned = assertInstanceOf(Invocation.Returned.class, turn(published("contract/decimals")));
    JsonNode headers = json(returned.result()).get("headers");
    assertEquals(19.99, headers.get("price").doubleValue());
    assertTrue(headers.get("price").isNumber() && headers.get("whole").isNumber(), headers::toString);
    assertEquals(3, headers.get("whole").intValue());
    assertEquals("[1,2]", headers.get("pair").toString());
    assertTrue(headers.get("none").isNull());
    assertEquals("seven", headers.get("7").asText());
  }

  @Test
  @DisplayName("C3.2 every letter of a reply arrives")
  void keepsLetters() {
    String text = "é 🚂 नमस्ते \u0000 \u2028 \" \\ / </script>";
    Reply reply = assertInstanceOf(Reply.class, outcome(turn(published("contract/letters"))));
    assertEquals(text, reply.response().get(0).asText());
    assertEquals(text, reply.response().get(1).at("/data").get(text).asText());
  }

  @Test
  @DisplayName("C3 events and answers of almost 6 MB pass, both ways")
  void takesLargePayloads() {
    int letters = 5_900_000;
    assertEquals(String.valueOf(letters),
        answer(engine().invoke(published("contract/measure_event"), request("x".repeat(letters)))));
    assertEquals("x".repeat(letters),
        answer(engine().invoke(published("contract/large_answer"), request("{\"letters\": " + letters + "}"))));
  }

  @Test
  @DisplayName("C4.4 line is the innermost in handler.py, also below a library; C5.1 stacks are frames of four")
  void tellsTheInnermostOwnLine() {
    Invocation invocation = turn(published("contract/fails_in_a_library"));
    BotBreak broken = assertInstanceOf(BotBreak.class, outcome(invocation));
    assertEquals(NodeFiles.markedLine(NodeFiles.code("contract/fails_in_a_library")), broken.line());
    assertEquals("JSONDecodeError", broken.errorType().orElseThrow());
    assertEquals(List.of("main", "read"),
        broken.stack().stream().filter(frame -> frame.file().equals("/var/task/handler.py"))
            .map(frame -> frame.function()).toList());
    JsonNode error = json(assertInstanceOf(Invocation.Errored.class, invocation).error());
    JsonNode first = error.get("stackTrace").get(0);
    assertEquals(4, first.size());
    assertEquals("return read(\"{\")", first.get(3).asText().strip());
    assertTrue(log(invocation).text().contains("JSONDecodeError"), "the log tells of the fault");
  }

  @Test
  @DisplayName("C4 out_of_memory: most of the memory limit can be used, in threads too")
  void usesItsMemory() {
    for (int repeat = 0; repeat < 3; repeat++) {
      Invocation.Returned returned = assertInstanceOf(Invocation.Returned.class, turn(published("contract/uses_much")));
      assertEquals(String.valueOf(60 * 1024 * 1024), answer(returned));
      if (can(Capability.MEASURES)) {
        assertTrue(returned.usage().memoryMegabytes() >= 60 && returned.usage().memoryMegabytes() <= 140,
            returned.usage()::toString);
      }
    }
  }

  @Test
  @DisplayName("the libraries that the catalogue names can be imported")
  void importsLibraries() {
    List<String> wanted = new ArrayList<>(
        List.of("json", "ssl", "sqlite3", "decimal", "hashlib", "ctypes", "zoneinfo"));
    home().catalog().libraries().stream().map(library -> library.name()).filter(List.of("requests", "redis")::contains)
        .forEach(wanted::add);
    String body = JSON.createObjectNode().set("modules", JSON.valueToTree(wanted)).toString();
    JsonNode missing = observations(engine().invoke(published("contract/imports"), request(body)));
    assertEquals("[\"zoneinfo: No module named 'zoneinfo'\"]", missing.toString());
  }

  private static JsonNode json(Payload payload) {
    try {
      return JSON.readTree(payload.bytes());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}

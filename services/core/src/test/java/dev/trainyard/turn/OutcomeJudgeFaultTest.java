package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.Invocation.Ended;
import dev.trainyard.engine.Invocation.Errored;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.StackFrame;
import dev.trainyard.variable.VariableValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeJudgeFaultTest {

  @ParameterizedTest
  @DisplayName("C5.1 every spelling of a fault has its one cause")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{\"errorMessage\":\"Syntax error in module 'handler': invalid syntax (handler.py, line 7)\"}|SYNTAX_ERROR|NO",
      "{\"errorMessage\":\"Syntax error in module 'handler': x\",\"errorType\":\"Runtime.UserCodeSyntaxError\"}|SYNTAX_ERROR|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.UserCodeSyntaxError\",\"stackTrace\":[\"  File \\\"/var/task/handler.py\\\" Line 8\\n    x = = 1\\n\"]}|SYNTAX_ERROR|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"IndentationError\",\"stage\":\"load\"}|SYNTAX_ERROR|NO",
      "{\"errorMessage\":\"Unable to import module 'handler': No module named 'x'\"}|IMPORT_ERROR|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.ImportModuleError\",\"requestId\":\"1\",\"stackTrace\":[]}|IMPORT_ERROR|NO",
      "{\"errorMessage\":\"No module named 'x'\",\"errorType\":\"ModuleNotFoundError\",\"stage\":\"load\"}|IMPORT_ERROR|NO",
      "{\"errorMessage\":\"Handler 'main' missing on module 'handler'\"}|HANDLER_MISSING|NO",
      "{\"errorType\":\"Runtime.HandlerNotFound\"}|HANDLER_MISSING|NO",
      "{\"errorMessage\":\"module initialization error: division by zero\"}|INIT_ERROR|NO",
      "{\"errorMessage\":\"module initialization error\",\"errorType\":\"ZeroDivisionError\",\"stage\":\"load\"}|INIT_ERROR|NO",
      "{\"errorMessage\":\"1\",\"errorType\":\"SystemExit\",\"stage\":\"load\"}|INIT_ERROR|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"ValueError\",\"stackTrace\":[\"  File \\\"/var/task/handler.py\\\", line 1, in <module>\\n    boom()\\n\"]}|INIT_ERROR|NO",
      "{\"errorMessage\":\"\",\"errorType\":\"MemoryError\",\"stage\":\"load\"}|OUT_OF_MEMORY|NO",
      "{\"errorMessage\":\"module initialization error: \",\"errorType\":\"MemoryError\",\"stage\":\"load\"}|OUT_OF_MEMORY|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"ValueError\"}|EXCEPTION|YES",
      "{\"errorMessage\":\"No module named 'x'\",\"errorType\":\"ModuleNotFoundError\",\"stackTrace\":[[\"/var/task/handler.py\",2,\"main\",\"import x\"]]}|EXCEPTION|YES",
      "{\"errorMessage\":\"x (<string>, line 1)\",\"errorType\":\"SyntaxError\",\"stage\":\"run\"}|EXCEPTION|YES",
      "{\"errorMessage\":\"Unable to import module 'handler': x\",\"errorType\":\"ValueError\",\"stage\":\"run\"}|EXCEPTION|YES",
      "{\"errorMessage\":\"x Task timed out after 1.00 seconds\",\"errorType\":\"ValueError\"}|EXCEPTION|YES",
      "{\"errorMessage\":\"\",\"errorType\":\"MemoryError\"}|OUT_OF_MEMORY|YES",
      "{\"errorMessage\":\"\",\"errorType\":\"Runtime.OutOfMemory\"}|OUT_OF_MEMORY|YES",
      "{\"errorMessage\":\"RequestId: 1 Error: Runtime exited with error: signal: killed\",\"errorType\":\"Runtime.ExitError\"}|OUT_OF_MEMORY|YES",
      "{\"errorMessage\":\"RequestId: 1 Error: Runtime exited with error: exit status 1\",\"errorType\":\"Runtime.ExitError\"}|PROCESS_EXIT|YES",
      "{\"errorMessage\":\"RequestId: 1 Process exited before completing request\"}|PROCESS_EXIT|YES",
      "{\"errorMessage\":\"3\",\"errorType\":\"SystemExit\"}|PROCESS_EXIT|YES",
      "{\"errorMessage\":\"3\",\"errorType\":\"Runtime.ExitError\",\"stage\":\"load\"}|INIT_ERROR|NO",
      "{\"errorMessage\":\"2019-12-01T00:00:00.000Z 1 Task timed out after 1.00 seconds\"}|TIMEOUT|YES",
      "{\"errorMessage\":\"RequestId: 1 Error: Task timed out after 3.00 seconds\",\"errorType\":\"Sandbox.Timedout\"}|TIMEOUT|YES",
      "{\"errorMessage\":\"Unable to marshal response: {1} is not JSON serializable\",\"errorType\":\"Runtime.MarshalError\"}|MALFORMED_RESPONSE|YES",
      "{\"errorMessage\":\"An error occurred during JSON serialization of response: {1} is not JSON serializable\",\"errorType\":\"TypeError\"}|MALFORMED_RESPONSE|YES",
      "{\"errorMessage\":\"statusCode was NaN\",\"errorType\":\"ValueError\",\"stage\":\"result\"}|MALFORMED_RESPONSE|YES",
      "{\"errorMessage\":\"6291999 bytes\",\"errorType\":\"Function.ResponseSizeTooLarge\",\"stage\":\"result\"}|RESPONSE_TOO_LARGE|YES",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.UnmarshalError\"}|ENGINE_UNAVAILABLE|NO",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.SomethingNew\"}|ENGINE_UNAVAILABLE|UNKNOWN",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.Faked\",\"stackTrace\":[[\"/var/task/handler.py\",2,\"main\",\"\"]]}|EXCEPTION|YES",
      "{\"errorMessage\":\"x\"}|EXCEPTION|UNKNOWN", "{}|EXCEPTION|UNKNOWN", "[1]|EXCEPTION|UNKNOWN",
      "not JSON|EXCEPTION|UNKNOWN", "{\"errorMessage\":5,\"errorType\":[1],\"stackTrace\":{}}|EXCEPTION|YES"})
  void spellings(String error, BreakCause cause, Ran ran) {
    BotBreak broken = errored(error);
    assertEquals(cause, broken.cause());
    assertEquals(ran, broken.ran());
    assertFalse(broken.message().isBlank());
  }

  @Test
  @DisplayName("C5.1 stacks as lists of four and as texts read alike, without the runtime's frames")
  void stacks() {
    List<StackFrame> frames = List.of(new StackFrame("/var/task/handler.py", 12, "main", "helper()"),
        new StackFrame("/opt/python/requests/api.py", 75, "get", "return request()"));
    assertEquals(frames, errored("""
        {"errorMessage": "x", "errorType": "E", "stackTrace": [["/var/runtime/bootstrap.py", 5, "run", "f()"],
         ["/opt/py36/runtime/trainyard_runtime/loading.py", 5, "run", "f()"],
         ["/var/task/handler.py", 12, "main", "helper()"],
         ["/opt/python/requests/api.py", 75, "get", "return request()"]]}""").stack());
    assertEquals(frames, errored("""
        {"errorMessage": "x", "errorType": "E", "stackTrace": [
         "  File \\"/var/task/handler.py\\", line 12, in main\\n    helper()\\n",
         "  File \\"/opt/python/requests/api.py\\", line 75, in get\\n    return request()\\n"]}""").stack());
  }

  @Test
  @DisplayName("C5.1 whatever stands in a stack is read")
  void oddStacks() {
    assertEquals(List.of(new StackFrame("", 0, "", ""), new StackFrame("", 0, "", "free text"),
        new StackFrame("a.py", 0, "5", ""), new StackFrame("b.py", 3, "", "")),
        errored("""
            {"errorType": "E", "stackTrace": [[], "free text", ["a.py", "x", 5], " File \\"b.py\\" Line 3"]}""")
            .stack());
  }

  @ParameterizedTest
  @DisplayName("C4.4 the line is the innermost one in the node's own file")
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{\"errorType\":\"E\",\"stackTrace\":[[\"/var/task/handler.py\",3,\"main\",\"\"],[\"/var/task/handler.py\",9,\"f\",\"\"],[\"/opt/python/lib/handler.py\",70,\"g\",\"\"]]}|9",
      "{\"errorMessage\":\"Syntax error in module 'handler': invalid syntax (handler.py, line 7)\"}|7",
      "{\"errorMessage\":\"x\",\"errorType\":\"Runtime.UserCodeSyntaxError\",\"stackTrace\":[\"  File \\\"/var/task/handler.py\\\" Line 8\\n    x = = 1\\n\"]}|8",
      "{\"errorType\":\"E\",\"stackTrace\":[[\"/opt/python/x.py\",70,\"g\",\"\"]]}|-1", "{\"errorType\":\"E\"}|-1"})
  void line(String error, int line) {
    assertEquals(line < 0 ? OptionalInt.empty() : OptionalInt.of(line), errored(error).line());
  }

  @Test
  @DisplayName("C4.4 a deep recursion keeps its innermost hundred frames")
  void deepStacks() {
    String frame = "[\"/var/task/handler.py\",%d,\"f\",\"f()\"]";
    StringBuilder stack = new StringBuilder(frame.formatted(1));
    for (int line = 2; line <= 1000; line++) {
      stack.append(',').append(frame.formatted(line));
    }
    BotBreak broken = errored("{\"errorType\":\"RecursionError\",\"stackTrace\":[" + stack + "]}");
    assertEquals(BreakCause.EXCEPTION, broken.cause());
    assertEquals(100, broken.stack().size());
    assertEquals(1000, broken.stack().getLast().line());
    assertEquals(OptionalInt.of(1000), broken.line());
  }

  @Test
  @DisplayName("C7.3 values are hidden in every text of a fault, also where it is cut")
  void masked() {
    Masking masking = Masking.of(List.of(new VariableValue("s3cretword")));
    String text = "x".repeat(19_995) + "s3cretword";
    Errored errored = new Errored(Payload.of("""
        {"errorMessage": "%s", "errorType": "s3cretword", "stackTrace": [["s3cretword", 1, "s3cretword",
         "login('s3cretword')"]]}""".formatted(text)), InvocationLog.EMPTY, Usage.NONE);
    BotBreak broken = assertInstanceOf(BotBreak.class, OutcomeJudge.judge(errored, Limits.DEFAULT, masking));
    assertFalse(broken.toString().contains("s3c"), "a value, or its beginning, is left");
    assertEquals("login('******')", broken.stack().getFirst().source());
    assertEquals(Optional.of("******"), broken.errorType());
    assertTrue(broken.message().length() < 21_000);
  }

  @Test
  @DisplayName("C4 lone surrogates of a fault's message can be written")
  void surrogates() {
    assertEquals("\uFFFD!", errored("{\"errorType\":\"E\",\"errorMessage\":\"\\ud800!\"}").message());
  }

  @ParameterizedTest
  @DisplayName("C4 a function that was ended early has its cause")
  @CsvSource({"TIMEOUT,TIMEOUT,YES", "TIMEOUT,TIMEOUT,NO", "MEMORY,OUT_OF_MEMORY,YES", "EXIT,PROCESS_EXIT,YES",
      "RESPONSE_TOO_LARGE,RESPONSE_TOO_LARGE,YES", "STOPPED,PROCESS_EXIT,YES", "EXIT_AT_LOAD,INIT_ERROR,NO"})
  void ended(Cause cause, BreakCause expected, Ran ran) {
    BotBreak broken = broken(new Ended(cause, "why", ran, InvocationLog.EMPTY, Usage.NONE));
    assertEquals(expected, broken.cause());
    assertEquals(ran, broken.ran());
    assertEquals("why", broken.message());
  }

  @ParameterizedTest
  @DisplayName("C4.3 an engine that failed says what is known of whether the code ran")
  @EnumSource(value = Ran.class, names = {"NO", "UNKNOWN"})
  void unavailable(Ran ran) {
    BotBreak broken = broken(new Invocation.Unavailable("down", ran));
    assertEquals(BreakCause.ENGINE_UNAVAILABLE, broken.cause());
    assertEquals(ran, broken.ran());
    assertEquals(Ran.NO, broken(new Invocation.Overloaded(Duration.ofSeconds(1))).ran());
  }

  private static BotBreak errored(String error) {
    return broken(new Errored(Payload.of(error), InvocationLog.EMPTY, Usage.NONE));
  }

  private static BotBreak broken(Invocation invocation) {
    return assertInstanceOf(BotBreak.class, OutcomeJudge.judge(invocation, Limits.DEFAULT));
  }
}

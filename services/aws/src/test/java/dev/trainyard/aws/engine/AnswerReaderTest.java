package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.OutcomeJudge;
import dev.trainyard.turn.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Answers as they were recorded on AWS, in every spelling. */
class AnswerReaderTest {
  private static final InvocationFacts FACTS = new InvocationFacts("our-id", "their-id", "7", new MemorySize(128),
      Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(5));
  private static final String LOAD_FAILED = """
      INIT_REPORT Init Duration: 9.99 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError
      START RequestId: their-id Version: 7
      END RequestId: their-id
      """;

  private static Invocation read(String payload, String log) {
    return AnswerReader.read(InvokeResponse.builder().statusCode(200).executedVersion("7").functionError("Unhandled")
        .payload(SdkBytes.fromUtf8String(payload))
        .logResult(Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8))).build(), FACTS);
  }

  private static String report(int memory) {
    return "REPORT RequestId: their-id\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: "
        + memory + " MB\n";
  }

  /** A recorded error object and what it means. */
  record Recorded(String payload, String log, BreakCause cause, Ran ran) {
  }

  static List<Recorded> recorded() {
    return List.of(
        new Recorded("""
            {"errorMessage":"2024-04-08T15:52:02.123Z their-id Task timed out after 1.00 seconds"}""", "",
            BreakCause.TIMEOUT, Ran.YES),
        new Recorded(
            """
                {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: their-id Error: Task timed out after 1.00 seconds"}""",
            "", BreakCause.TIMEOUT, Ran.YES),
        new Recorded(
            """
                {"errorType":"Sandbox.Timeout","errorMessage":"RequestId: their-id Error: Task timed out after 1.00 seconds"}""",
            "", BreakCause.TIMEOUT, Ran.YES),
        new Recorded(
            """
                {"errorType":"Sandbox.Timedout","errorMessage":"RequestId: their-id Error: Task timed out after 1.00 seconds"}""",
            LOAD_FAILED, BreakCause.INIT_ERROR, Ran.NO),
        new Recorded(
            """
                {"errorType":"Runtime.ExitError","errorMessage":"RequestId: their-id Error: Runtime exited without providing a reason"}""",
            "", BreakCause.PROCESS_EXIT, Ran.YES),
        new Recorded(
            """
                {"errorType":"Runtime.ExitError","errorMessage":"RequestId: their-id Error: Runtime exited with error: exit status 3"}""",
            LOAD_FAILED, BreakCause.INIT_ERROR, Ran.NO),
        new Recorded("""
            {"errorMessage":"RequestId: their-id Process exited before completing request"}""", "",
            BreakCause.PROCESS_EXIT, Ran.YES),
        new Recorded(
            """
                {"errorType":"Runtime.ExitError","errorMessage":"RequestId: their-id Error: Runtime exited with error: signal: killed"}""",
            report(128), BreakCause.OUT_OF_MEMORY, Ran.YES),
        new Recorded(
            """
                {"errorType":"Runtime.ExitError","errorMessage":"RequestId: their-id Error: Runtime exited with error: signal: killed"}""",
            report(40), BreakCause.PROCESS_EXIT, Ran.YES),
        new Recorded("""
            {"errorType":"Runtime.OutOfMemory","errorMessage":"RequestId: their-id Error: Runtime out of memory"}""",
            "",
            BreakCause.OUT_OF_MEMORY, Ran.YES),
        new Recorded("""
            {"errorType":"Function.ResponseSizeTooLarge",\
            "errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}""", "",
            BreakCause.RESPONSE_TOO_LARGE, Ran.YES),
        new Recorded(
            """
                {"errorMessage":"Handler fails","errorType":"Exception","requestId":"their-id",\
                "stackTrace":["  File \\"/var/task/handler.py\\", line 2, in main\\n    raise Exception(\\"Handler fails\\")\\n"]}""",
            "", BreakCause.EXCEPTION, Ran.YES),
        new Recorded("""
            {"errorMessage":"Task timed out after 1.00 seconds","errorType":"Sandbox.Timedout",\
            "stackTrace":[["/var/task/handler.py",2,"main","raise Timedout()"]]}""", "", BreakCause.EXCEPTION, Ran.YES),
        new Recorded("""
            {"errorMessage":"Unable to import module 'handler': No module named 'nothing'"}""", "",
            BreakCause.IMPORT_ERROR, Ran.NO),
        new Recorded("""
            {"errorMessage":"Unable to import module 'handler': No module named 'nothing'",\
            "errorType":"Runtime.ImportModuleError","requestId":"","stackTrace":[]}""", "", BreakCause.IMPORT_ERROR,
            Ran.NO),
        new Recorded(
            """
                {"errorMessage":"Syntax error in module 'handler': invalid syntax (handler.py, line 3)",\
                "errorType":"Runtime.UserCodeSyntaxError","stackTrace":["  File \\"/var/task/handler.py\\" Line 3\\n    x y\\n"]}""",
            "", BreakCause.SYNTAX_ERROR, Ran.NO));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  @DisplayName("C4 C5.2 every spelling of a fault has its one cause")
  void judges(Recorded recorded) {
    TurnOutcome.BotBreak broken = assertInstanceOf(TurnOutcome.BotBreak.class,
        OutcomeJudge.judge(read(recorded.payload(), recorded.log()), Limits.DEFAULT));
    assertEquals(recorded.cause(), broken.cause());
    assertEquals(recorded.ran(), broken.ran());
    assertFalse(broken.message().contains("their-id"), broken.message());
  }

  @Test
  @DisplayName("C4 exactly one outcome, whatever Lambda says")
  void takesNonsense() {
    for (String nonsense : List.of("", "null", "[]", "\"text\"", "{", "{\"errorMessage\": {}}", "\u0000")) {
      Invocation.Errored errored = assertInstanceOf(Invocation.Errored.class, read(nonsense, ""));
      assertInstanceOf(TurnOutcome.BotBreak.class, OutcomeJudge.judge(errored, Limits.DEFAULT));
    }
  }

  @Test
  @DisplayName("a version that is not the release's is not believed")
  void checksTheVersion() {
    Invocation.Unavailable unavailable = assertInstanceOf(Invocation.Unavailable.class,
        AnswerReader.read(InvokeResponse.builder().statusCode(200).executedVersion("8")
            .payload(SdkBytes.fromUtf8String("{}")).build(), FACTS));
    assertEquals(Ran.UNKNOWN, unavailable.ran());
    assertTrue(unavailable.message().contains("train again"), unavailable.message());
  }

  @Test
  @DisplayName("C4 response_too_large also where the endpoint has no such limit")
  void limitsAnswers() {
    Invocation ended = AnswerReader.read(InvokeResponse.builder().statusCode(200).executedVersion("7")
        .payload(SdkBytes.fromByteArray(new byte[Payload.MOST_BYTES + 1])).build(), FACTS);
    assertEquals(Cause.RESPONSE_TOO_LARGE, assertInstanceOf(Invocation.Ended.class, ended).cause());
  }

  @Test
  @DisplayName("C5.4 an empty answer is null")
  void readsNothingAsNull() {
    Invocation returned = AnswerReader.read(InvokeResponse.builder().statusCode(200).executedVersion("7").build(),
        FACTS);
    assertEquals("null", assertInstanceOf(Invocation.Returned.class, returned).result().text());
  }
}

package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.Reply;
import dev.trainyard.turn.TurnOutcome.StackFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnAnswerJsonTest {
  private static final Usage USAGE = new Usage(Duration.ofNanos(1_999), Duration.ZERO, Duration.ofMillis(10), 50);

  @Test
  @DisplayName("C3.2 a reply as its caller gets it")
  void reply() throws MalformedJson {
    Reply reply = new Reply(true, list("[\"hi\"]"), list("[{\"type\":\"TEXT\"}]"),
        Optional.of(JsonText.strict("{\"n\":1.10,\"e\":1e-07}")), Optional.empty());
    assertEquals("""
        {"outcome":"reply","request_id":"r","node":"N","release":7,"status":true,"response":["hi"],\
        "messages":[{"type":"TEXT"}],"conversation_details":{"n":1.10,"e":1e-07},"next_state":"complete",\
        "timings_ms":{"queue":0.001,"start":0,"run":10,"total":12.34}}""", write(reply, true, list("[]")));
  }

  @Test
  @DisplayName("C4 a bot break as its caller gets it")
  void botBreak() throws MalformedJson {
    BotBreak broken = new BotBreak(BreakCause.OUT_OF_MEMORY, Ran.UNKNOWN, Optional.of("MemoryError"), "é",
        OptionalInt.of(3), List.of(new StackFrame("handler.py", 3, "main", "x()")));
    assertEquals("""
        {"outcome":"bot_break","request_id":"r","node":"N","release":7,"cause":"out_of_memory","fault":"limit",\
        "ran":"unknown","error_type":"MemoryError","message":"é","line":3,\
        "stack":[{"file":"handler.py","line":3,"function":"main","source":"x()"}],"messages":[{"text":"Sorry"}],\
        "action":"hand_over","timings_ms":{"queue":0.001,"start":0,"run":10,"total":12.34}}""",
        write(broken, true, list("[{\"text\":\"Sorry\"}]")));
  }

  @Test
  @DisplayName("C4 what is not known of a bot break is null")
  void unknowns() throws MalformedJson {
    BotBreak broken = new BotBreak(BreakCause.TIMEOUT, Ran.YES, Optional.empty(), "m", OptionalInt.empty(), List.of());
    String json = write(broken, false, list("[]"));
    assertEquals("null,\"message\":\"m\",\"line\":null,\"stack\":[],\"messages\":[]", json.substring(
        json.indexOf("null"), json.indexOf(",\"action\"")));
  }

  @ParameterizedTest
  @DisplayName("C3.3 only a status that is true on an end node completes the conversation")
  @CsvSource({"true,true,complete", "true,false,bot", "false,true,bot", "false,false,bot"})
  void nextState(boolean status, boolean endNode, String next) throws MalformedJson {
    Reply reply = new Reply(status, list("[\"hi\"]"), list("[{}]"), Optional.empty(), Optional.empty());
    String json = write(reply, endNode, list("[]"));
    assertEquals(next, JsonText.strict(json).get("next_state").textValue());
  }

  private static String write(TurnOutcome outcome, boolean endNode, ArrayNode breakMessages) {
    TurnAnswer answer = new TurnAnswer("r", new NodeName("N"), 7, outcome, endNode, breakMessages,
        BreakAction.HAND_OVER, USAGE, Duration.ofNanos(12_340_999));
    return new String(TurnAnswerJson.write(answer), StandardCharsets.UTF_8);
  }

  private static ArrayNode list(String json) throws MalformedJson {
    return (ArrayNode) JsonText.strict(json);
  }
}

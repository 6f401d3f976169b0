package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.AwsFaults;
import dev.trainyard.aws.emulator.Call;
import dev.trainyard.aws.emulator.Fault;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SSM refuses what it refuses on AWS, and no emulator does. */
@OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
class AwsRefusalsIT extends FaultJourney {
  private static final int STANDARD = 4096;

  @Test
  @DisplayName("C7.2 any text up to 4,096 bytes gets into a turn as it was set, through SSM's limits")
  void anyText() {
    aws.always(puts(value -> value.isEmpty() || value.contains("{{")), AwsFaults.valueRefused());
    aws.always(call -> puts(value -> value.length() > STANDARD).test(call)
        && !call.text().contains("\"Tier\":\"Intelligent-Tiering\""), AwsFaults.valueTooLong());
    api.save("faults", "N", Nodes.quotingVariable("TEXT")).expect(200);
    assertEquals(2, release());
    api.put("/bots/faults/variables/TEXT", json("a text")).expect(201);
    List<String> texts = List.of("", "{{braces}}", "{{ssm:/trainyard/other}}", "a line\nand another\tand a tab\r\n",
        "\u0001\uD83D\uDE82 \"quoted\" \\ back", " edges ", "trainyard-base64:aGk=", "x".repeat(STANDARD),
        "\u00e9".repeat(STANDARD / 2), "{{" + "x".repeat(STANDARD - 2));
    for (String text : texts) {
      api.put("/bots/faults/variables/TEXT", json(text), "*").expect(200);
      assertEquals('<' + text + '>', reply(api), "the text " + text);
    }
    // Another server has nothing in memory: it reads what SSM kept.
    try (RunningServer other = RunningServer.start(folder.resolve("other"), otherServer())) {
      assertEquals('<' + texts.getLast() + '>', reply(other.api()));
    }
  }

  @Test
  @DisplayName("C7.2 a longer text is refused before SSM hears of it, and what SSM has no room for says what to do")
  void limits() {
    int before = aws.count("ssm:PutParameter");
    Api.Answer tooLong = api.put("/bots/faults/variables/LONG", json("\u00e9".repeat(STANDARD / 2) + "x"));
    assertTrue(tooLong.status() == 400 || tooLong.status() == 413, tooLong.text());
    assertTrue(tooLong.text().contains("4,096"), tooLong.text());
    assertEquals(before, aws.count("ssm:PutParameter"));
    Map<Fault.Answer, String> told = Map.of(AwsFaults.tooManyParameters(), "have the quota raised",
        AwsFaults.tooManyVersions(), "remove the label", AwsFaults.typeCannotChange(), "delete that parameter");
    told.forEach((answer, advice) -> {
      aws.on("ssm:PutParameter", answer);
      Api.Answer refused = api.put("/bots/faults/variables/KEY", json("another-" + SECRET), "*");
      assertEquals("store_unavailable", refused.expect(503).json().path("code").asText());
      assertTrue(refused.text().contains(advice), refused.text());
      assertFalse(refused.text().contains(SECRET), refused.text());
    });
    api.save("faults", "N", Nodes.readingVariable("KEY")).expect(200);
    release();
    assertEquals(SECRET, reply(api), "what was refused changed nothing");
  }

  @Test
  @DisplayName("a version of a parameter that SSM does not show yet is waited for, never left out of a turn")
  void lateParameters() {
    api.save("faults", "N", Nodes.readingVariable("KEY")).expect(200);
    release();
    api.put("/bots/faults/variables/KEY", json("late-" + SECRET), "*").expect(200);
    Fault nothing = new Fault.Answer(200, Map.of("content-type", "application/x-amz-json-1.1"),
        "{\"Parameters\":[],\"InvalidParameters\":[\"not yet\"]}");
    try (RunningServer other = RunningServer.start(folder.resolve("other"), otherServer())) {
      aws.on("ssm:GetParameters", nothing, nothing);
      assertEquals("late-" + SECRET, reply(other.api()));
    }
  }

  private Map<String, String> otherServer() {
    Map<String, String> settings = site.settings();
    settings.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    return settings;
  }

  private static String reply(Api from) {
    JsonNode turn = from.turn("faults", "staging", "N", "{}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return turn.at("/messages/0/text").asText();
  }

  private static String json(String staging) {
    return Api.JSON.createObjectNode().put("staging", staging).toString();
  }

  private static Predicate<Call> puts(Predicate<String> value) {
    return call -> call.is("ssm:PutParameter") && value.test(json(call).path("Value").asText());
  }

  private static JsonNode json(Call call) {
    try {
      return Api.JSON.readTree(call.text());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON: " + call, notJson);
    }
  }
}

package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job, step by step, on one bot. Each step builds on those before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeOfABotIT {
  private static final String BODY = "{\"user\":{\"user_id\":\"u1\",\"language_code\":\"en\"},\"entities\":{}}";

  private Path data;
  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    server = RunningServer.start(data, Map.of());
  }

  @AfterAll
  void stop() {
    server.close();
    assertEquals(143, server.exitValue(), server.output());
  }

  @Test
  @Order(1)
  void createsABotAndANodeWithATemplateThatWorks() {
    server.api().put("/bots/life", "{\"title\":\"A life\"}").expect(201);
    server.api().put("/bots/life/nodes/GREET", "{}").expect(201);
    Api.Answer template = server.api().get("/bots/life/nodes/GREET/code").expect(200);
    assertEquals(0, template.json().path("revision").asInt());
    assertEquals("not_saved", run().expect(409).json().path("code").asText(), "C1.5");
    server.api().save("life", "GREET", template.json().path("code").asText()).expect(201);
    JsonNode result = run().expect(200).json();
    assertEquals("reply", result.path("outcome").asText(), result.toString());
    assertEquals(2, result.path("messages").size(), "C1.5: one text and one button");
  }

  @Test
  @Order(2)
  void savesWrongCodeAndSaysWhere() {
    server.api().put("/bots/life/nodes/BROKEN", "{}").expect(201);
    JsonNode saved = server.api().save("life", "BROKEN", "def main(event, context)\n    pass\n").expect(201).json();
    assertEquals(1, saved.path("problems").path(0).path("line").asInt(), saved.toString());
    JsonNode training = server.api().train("life");
    assertEquals("refused", training.path("state").asText(), training.toString());
    assertEquals("BROKEN", training.path("problems").path(0).path("node").asText(), "C1.4");
    String etag = server.api().get("/bots/life/nodes/BROKEN").expect(200).etag();
    server.api().delete("/bots/life/nodes/BROKEN", etag).expect(204);
  }

  @Test
  @Order(3)
  void trainsAndAnswersATurnOnStagingAlone() {
    server.api().save("life", "GREET", Nodes.replying("one")).expect(200);
    assertEquals("succeeded", server.api().train("life").path("state").asText());
    assertEquals("one", text(turn("staging")));
    assertEquals("not_released", server.api().turn("life", "production", "GREET", BODY).expect(409).json()
        .path("code").asText());
  }

  @Test
  @Order(4)
  void readsVariablesOfItsStageAtOnce() {
    server.api().put("/bots/life/variables/WORD", "{\"staging\":\"draft word\",\"production\":\"true word\"}")
        .expect(201);
    server.api().save("life", "GREET", Nodes.readingVariable("WORD")).expect(200);
    assertEquals("succeeded", server.api().train("life").path("state").asText());
    assertEquals("draft word", text(turn("staging")));
    String etag = server.api().get("/bots/life/variables/WORD").expect(200).etag();
    server.api().put("/bots/life/variables/WORD", "{\"staging\":\"next word\"}", etag).expect(200);
    assertEquals("next word", text(turn("staging")), "C7.4");
    assertFalse(server.api().get("/bots/life/variables").expect(200).text().contains("word\""), "values stay hidden");
  }

  @Test
  @Order(5)
  void transfersWhenNothingIsMissing() {
    server.api().save("life", "GREET", Nodes.replying("unfinished")).expect(200);
    JsonNode refusal = server.api().post("/bots/life/transfers", "{}").expect(409).json();
    assertEquals("GREET", refusal.path("untrained").path(0).asText(), "C8.3");
    server.api().post("/bots/life/transfers", "{\"force\":true}").expect(200);
    assertEquals("true word", text(turn("production")));
  }

  @Test
  @Order(6)
  void rollsBackAndBackAgain() {
    server.api().train("life");
    server.api().post("/bots/life/transfers", "{}").expect(200);
    assertEquals("unfinished", text(turn("production")));
    server.api().post("/bots/life/stages/production/rollbacks", "{}").expect(200);
    assertEquals("true word", text(turn("production")), "C8.4");
    assertEquals("nothing_earlier", server.api().post("/bots/life/stages/production/rollbacks", "{}").expect(409).json()
        .path("code").asText());
    assertEquals("unfinished", text(turn("staging")), "staging has a pointer of its own");
  }

  @Test
  @Order(7)
  void tellsWhereCodeBroke() {
    server.api().save("life", "GREET", Nodes.raising("a broken leg")).expect(200);
    server.api().train("life");
    JsonNode broken = turn("staging");
    assertEquals("bot_break", broken.path("outcome").asText(), broken.toString());
    assertEquals("exception", broken.path("cause").asText());
    assertEquals(4, broken.path("line").asInt(), "C4.4");
    assertEquals("send_messages", broken.path("action").asText());
    assertTrue(broken.path("messages").path(0).path("text").asText().startsWith("Sorry"), broken.toString());
  }

  @Test
  @Order(8)
  void remembersTurns() {
    Poll.until("the turn log", Duration.ofSeconds(10),
        () -> server.api().get("/bots/life/turns?stage=staging&outcome=bot_break").expect(200).json().path("items")
            .size() == 1);
    JsonNode item = server.api().get("/bots/life/turns?outcome=bot_break").json().path("items").path(0);
    JsonNode turn = server.api().get("/bots/life/turns/" + item.path("request_id").asText()).expect(200).json();
    assertTrue(turn.path("log").asText().contains("a broken leg"), turn.toString());
  }

  @Test
  @Order(9)
  void livesOnAfterARestart() {
    server.close();
    server = RunningServer.start(data, Map.of());
    assertEquals("true word", text(turn("production")));
    assertEquals("exception", turn("staging").path("cause").asText());
    assertEquals(4, server.api().get("/bots/life/releases").expect(200).json().path("items").size());
  }

  @Test
  @Order(10)
  void travelsAsAnExport() {
    String export = server.api().get("/bots/life/export").expect(200).text();
    assertFalse(export.contains("true word"), "values never travel");
    server.api().post("/bots/import?into=twin", export).expect(201);
    assertEquals(Nodes.raising("a broken leg"),
        server.api().get("/bots/twin/nodes/GREET/code").expect(200).json().path("code").asText());
  }

  private Api.Answer run() {
    return server.api().post("/bots/life/nodes/GREET/runs", "{\"sample\":{\"entities\":{},\"user_data\":{}}}");
  }

  private JsonNode turn(String stage) {
    return server.api().turn("life", stage, "GREET", BODY).expect(200).json();
  }

  private static String text(JsonNode turn) {
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return turn.path("messages").path(0).path("text").asText();
  }
}

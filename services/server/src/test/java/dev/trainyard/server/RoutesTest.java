package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The routes, each by what its callers rely on. */
class RoutesTest {
  private static final String BOT = "/api/v1/bots/kli";
  private static final String NODE = BOT + "/nodes/GREET";
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
    server.put(BOT, "{\"title\":\"A bot\"}").expect(201);
    server.put(NODE, "{}").expect(201);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String replying(String text) {
    return "# script: reply {\"status\": true, \"response\": [\"" + text + "\"]}\n";
  }

  private JsonNode train() {
    TestServer.Answer answer = server.post(BOT + "/trainings", "{\"note\":\"a try\"}", "Prefer", "wait=20").expect(200);
    assertEquals("wait=20", answer.header("Preference-Applied"));
    assertTrue(answer.header("Location").startsWith(BOT + "/trainings/"));
    return answer.json();
  }

  @Test
  void entityTagsGuardEveryChange() {
    TestServer.Answer read = server.get(BOT).expect(200);
    assertEquals("\"1\"", read.header("ETag"));
    assertEquals("A bot", read.json().path("title").asText());
    server.send(server.request(BOT).header("If-None-Match", "\"9\", \"1\"")).expect(304);
    assertEquals("precondition_required", server.put(BOT, "{}").expect(428).json().path("code").asText());
    TestServer.Answer changed = server.put(BOT, "{\"title\":\"B\"}", "If-Match", "\"7\", \"1\"").expect(200);
    assertEquals("\"2\"", changed.header("ETag"));
    TestServer.Answer conflict = server.put(BOT, "{\"title\":\"C\"}", "If-Match", "\"1\"").expect(412);
    assertEquals("conflict", conflict.json().path("code").asText());
    assertEquals(2, conflict.json().path("current_revision").asInt());
    server.put(BOT, "{\"title\":\"C\"}", "If-Match", "W/\"2\"").expect(412);
    server.put(BOT, "{\"title\":\"C\"}", "If-Match", "\"nonsense\"").expect(412);
    for (String noTags : List.of("2", "abc", "\"2", "\"2\" 3")) {
      JsonNode refusal = server.put(BOT, "{\"title\":\"C\"}", "If-Match", noTags).expect(400).json();
      assertTrue(refusal.path("detail").asText().contains("quotes"), refusal.toString());
    }
    server.put(BOT, "{\"title\":\"C\"}", "If-None-Match", "*").expect(412);
    server.put(BOT, "{\"title\":\"C\"}", "If-Match", "*").expect(200);
    server.delete(BOT).expect(428);
    server.delete(BOT, "If-Match", "\"3\"").expect(204);
    server.get(BOT).expect(404);
  }

  @Test
  void listsGoOnWithACursor() {
    for (int number = 0; number < 5; number++) {
      server.put("/api/v1/bots/b" + number, "{}").expect(201);
    }
    JsonNode first = server.get("/api/v1/bots?limit=4").expect(200).json();
    assertEquals(4, first.path("items").size());
    JsonNode second = server.get("/api/v1/bots?limit=4&cursor=" + first.path("next").asText()).expect(200).json();
    assertEquals(2, second.path("items").size());
    assertTrue(second.has("next") && second.path("next").isNull(), second.toString());
    assertEquals("limit must be a whole number.",
        server.get("/api/v1/bots?limit=all").expect(400).json().at("/errors/0/detail").asText());
  }

  @Test
  @DisplayName("C1.4 C1.5 the template is revision 0; a save tells where code is wrong, and history keeps all")
  void codeIsSavedAndRestored() {
    TestServer.Answer template = server.get(NODE + "/code").expect(200);
    assertEquals(0, template.json().path("revision").asInt());
    assertEquals("not_saved", server.post(NODE + "/runs", "{\"sample\":{\"entities\":{},\"user_data\":{}}}")
        .expect(409).json().path("code").asText());
    assertEquals("\"1\"", server.save(NODE + "/code", replying("one")).expect(201).header("ETag"));
    server.save(NODE + "/code", "x").expect(428);
    TestServer.Answer broken = server
        .save(NODE + "/code", "# problem: 3 7 invalid syntax\n", "If-Match", "\"1\"").expect(200);
    assertEquals(3, broken.json().path("problems").path(0).path("line").asInt(), broken.text());
    TestServer.Answer source = server.send(server.request(NODE + "/code").header("Accept", "text/x-python"));
    assertEquals("# problem: 3 7 invalid syntax\n", source.expect(200).text());
    assertEquals("text/x-python;charset=utf-8", source.header("Content-Type"));
    server.send(server.request(NODE + "/code").header("Accept", "image/png")).expect(406);
    server.send(server.request(NODE + "/code/revisions/1/restore").header("If-Match", "\"2\"")
        .POST(BodyPublishers.noBody())).expect(200);
    assertEquals(replying("one"), server.get(NODE + "/code").json().path("code").asText());
    JsonNode history = server.get(NODE + "/code/revisions").expect(200).json();
    assertEquals(3, history.path("items").size());
    assertEquals(1, history.path("items").path(0).path("restored_from").asInt());
    assertEquals("owner", history.path("items").path(0).path("author").asText());
    assertTrue(history.path("items").path(0).path("saved_at").asText().endsWith("Z"), history.toString());
    assertEquals(1, server.get(BOT + "/search?q=status").expect(200).json().path("items").size());
  }

  @Test
  @DisplayName("C7.3 values stay hidden until they are asked for")
  void variables() {
    TestServer.Answer made = server.put(BOT + "/variables/WORD", "{\"staging\":\"secret word\"}").expect(201);
    assertFalse(made.text().contains("secret"), made.text());
    server.put(BOT + "/variables/WORD", "{\"production\":\"\"}", "If-Match", made.header("ETag")).expect(200);
    JsonNode list = server.get(BOT + "/variables").expect(200).json();
    assertTrue(list.path("items").path(0).path("production").path("set").asBoolean());
    assertFalse(list.toString().contains("secret"));
    TestServer.Answer revealed = server.get(BOT + "/variables?reveal=staging").expect(200);
    assertEquals("secret word", revealed.json().path("items").path(0).path("staging").path("value").asText());
    assertEquals("no-store", revealed.header("Cache-Control"));
    server.delete(BOT + "/variables/WORD", "If-Match", "*").expect(204);
  }

  @Test
  @DisplayName("C7 names that code reads and no variable has are told by the list and by the training")
  void unknownVariables() {
    server.save(NODE + "/code", replying("x") + "env_variables['WORD']\n").expect(201);
    JsonNode unknown = server.get(BOT + "/variables").expect(200).json().path("unknown").path(0);
    assertEquals("{\"name\":\"WORD\",\"used_by\":[{\"node\":\"GREET\",\"line\":2}]}", unknown.toString());
    JsonNode training = train();
    assertEquals("unknown_variable", training.path("warnings").path(0).path("code").asText(), training.toString());
    assertEquals(2, training.path("warnings").path(0).path("line").asInt());
    server.put(BOT + "/variables/WORD", "{\"staging\":\"a\"}").expect(201);
    assertFalse(train().has("warnings"));
  }

  @Test
  @DisplayName("C7 what may fail a turn is told at the save, and whenever the code is read, as the variables are then")
  void warningsAreToldAgain() {
    JsonNode saved = server.save(NODE + "/code", replying("x") + "env_variables['WORD']\n").expect(201).json();
    assertEquals("unknown_variable", saved.at("/warnings/1/code").asText(), saved.toString());
    for (String path : new String[]{NODE + "/code", NODE + "/code/revisions/1"}) {
      assertEquals(saved.path("warnings"), server.get(path).expect(200).json().path("warnings"));
    }
    server.put(BOT + "/variables/WORD", "{\"staging\":\"a\"}").expect(201);
    JsonNode now = server.send(server.request(NODE + "/code").header("If-None-Match", "\"1\"")).expect(200).json();
    assertEquals("handler_missing", now.at("/warnings/0/code").asText(), now.toString());
    assertEquals(1, now.path("warnings").size(), now.toString());
    server.save(NODE + "/code", "# problem: 1 1 invalid syntax\n", "If-Match", "*").expect(200);
    assertTrue(server.get(NODE + "/code").expect(200).json().path("warnings").isEmpty());
  }

  @Test
  @DisplayName("everything that is wrong with a body is told at once, each with its pointer")
  void everyWrongFieldIsTold() {
    JsonNode node = server.put(NODE, "{\"end_node\":1,\"timeout_seconds\":0,\"memory_mb\":-5,\"colour\":\"red\"}",
        "If-Match", "*").expect(400).json();
    assertEquals(List.of("/end_node", "/colour", "/timeout_seconds", "/memory_mb"), pointers(node), node.toString());
    assertEquals("A node's memory is 128 to 3008 MB.", node.at("/errors/3/detail").asText());
    JsonNode bot = server.put(BOT,
        """
            {"title": 7, "bot_break": {"messages": {"english": ["Sorry"], "de": [], "fr": "x"}, "action": "cry", "sound": 1},
             "owner": "me"}""",
        "If-Match", "*").expect(400).json();
    assertEquals(List.of("/title", "/bot_break/messages/fr", "/bot_break/action", "/owner", "/bot_break/sound",
        "/bot_break/messages/de", "/bot_break/messages/english"), pointers(bot), bot.toString());
    JsonNode one = server.put(NODE, "{\"timeout_seconds\":901}", "If-Match", "*").expect(400).json();
    assertEquals("A node's limit is 1 to 900 whole seconds.", one.path("detail").asText());
    JsonNode variable = server.put(BOT + "/variables/WORD", "{\"staging\":1,\"production\":2}").expect(400).json();
    assertEquals(List.of("/staging", "/production"), pointers(variable));
    JsonNode large = server.put(BOT + "/variables/WORD", "{\"production\":\"%s\"}".formatted("x".repeat(4097)))
        .expect(413).json();
    assertEquals(List.of("/production"), pointers(large), large.toString());
    JsonNode run = server.post(NODE + "/runs", "{\"id\":\"a b\",\"simple\":{}}").expect(400).json();
    assertEquals(List.of("/id", "/simple"), pointers(run), run.toString());
  }

  private static List<String> pointers(JsonNode problem) {
    return problem.path("errors").findValuesAsText("pointer");
  }

  @Test
  void samples() {
    String input = "{ \"entities\": {},  \"user_data\": {} }";
    server.put(NODE + "/samples/first%20try", input).expect(201);
    assertEquals(input, server.get(NODE + "/samples/first%20try").expect(200).text());
    assertEquals("first try", server.get(NODE + "/samples").json().path("items").path(0).path("name").asText());
    server.delete(NODE + "/samples/first%20try", "If-Match", "\"1\"").expect(204);
  }

  @Test
  @DisplayName("C8 train, turn, transfer, roll back, compare")
  void releases() {
    server.save(NODE + "/code", replying("one")).expect(201);
    JsonNode training = train();
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    assertEquals(1, training.path("release").asInt());
    assertEquals("one", turn("staging").path("response").path(0).asText());
    server.post(BOT + "/transfers", "{}").expect(200);
    server.save(NODE + "/code", replying("two"), "If-Match", "*").expect(200);
    assertEquals("not_transferable", server.post(BOT + "/transfers", "{}").expect(409).json().path("code").asText());
    assertEquals("GREET", server.get(BOT + "/stages").json().path("untrained").path(0).asText());
    assertEquals("changed", server.get(BOT + "/releases/1/diff/draft").expect(200).json().path("nodes").path(0)
        .path("kind").asText());
    train();
    server.post(BOT + "/transfers", "{\"release\":2}").expect(200);
    assertEquals("two", turn("production").path("response").path(0).asText());
    JsonNode back = server.post(BOT + "/stages/production/rollbacks", "").expect(200).json();
    assertEquals(1, back.path("release").asInt());
    assertEquals("one", turn("production").path("response").path(0).asText());
    assertEquals("nothing_earlier", server.post(BOT + "/stages/production/rollbacks", "{}").expect(409).json()
        .path("code").asText());
    assertEquals(2, server.get(BOT + "/releases").expect(200).json().path("items").size());
    assertEquals("GREET", server.get(BOT + "/releases/1").expect(200).json().path("nodes").path(0).path("name")
        .asText());
    assertEquals(3, server.get(BOT + "/stages/production/moves").expect(200).json().path("items").size());
    assertEquals("in_production", server.delete(BOT, "If-Match", "*").expect(409).json().path("code").asText());
    server.delete(BOT + "?force=true", "If-Match", "*").expect(204);
  }

  @Test
  void aTrainingIsAResourceWithEvents() {
    server.save(NODE + "/code", "# problem: 1 1 invalid syntax\n").expect(201);
    TestServer.Answer begun = server.post(BOT + "/trainings", "").expect(202);
    assertEquals("running", begun.json().path("state").asText());
    TestServer.Answer events = server.get(begun.header("Location") + "/events").expect(200);
    assertTrue(events.header("Content-Type").startsWith("text/event-stream"), events.header("Content-Type"));
    assertTrue(events.text().contains("event: training\n") && events.text().contains("\"state\":\"refused\""),
        events.text());
    assertFalse(events.text().contains("warnings"), events.text());
    JsonNode ended = server.get(begun.header("Location")).expect(200).json();
    assertEquals("GREET", ended.path("problems").path(0).path("node").asText());
    assertEquals(1, server.get(BOT + "/trainings").json().path("items").size());
    server.get(BOT + "/trainings/nothing/events").expect(404);
  }

  @Test
  @DisplayName("C4 C2.1 a turn has one outcome; variables never come from its caller")
  void turns() {
    server.save(NODE + "/code", "# script: raise ValueError a leg\n").expect(201);
    train();
    JsonNode broken = turn("staging");
    assertEquals("bot_break", broken.path("outcome").asText(), broken.toString());
    String turns = BOT + "/stages/staging/nodes/GREET/turns";
    assertEquals("/env_variables", server.post(turns, "{\"env_variables\":{}}").expect(400).json().path("errors")
        .path(0).path("pointer").asText());
    server.post(BOT + "/stages/staging/nodes/kli::STORY::GREET/turns", "{}").expect(200);
    server.post(BOT + "/stages/staging/nodes/OTHER/turns", "{}").expect(409);
    server.get(BOT + "/turns?outcome=wrong").expect(400);
    server.get(BOT + "/turns?cause=wrong").expect(400);
    server.get(BOT + "/turns?from=yesterday").expect(400);
    server.get(BOT + "/turns/nothing").expect(404);
  }

  @Test
  void exportsAndImports() {
    server.save(NODE + "/code", replying("one")).expect(201);
    String export = server.get(BOT + "/export").expect(200).text();
    server.post("/api/v1/bots/import?into=twin", export).expect(201);
    assertEquals(replying("one"), server.get("/api/v1/bots/twin/nodes/GREET/code").json().path("code").asText());
    server.post("/api/v1/bots/import", export).expect(409);
    server.post("/api/v1/bots/import", "{}").expect(400);
  }

  @Test
  void listsLibraries() {
    assertFalse(server.get("/api/v1/libraries").expect(200).json().path("items").isEmpty());
  }

  private JsonNode turn(String stage) {
    return server.post(BOT + "/stages/" + stage + "/nodes/GREET/turns", "{}").expect(200).json();
  }
}

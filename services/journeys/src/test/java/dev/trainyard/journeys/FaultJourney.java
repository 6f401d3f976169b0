package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.FaultProxy;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose calls of AWS go through a proxy, with a bot {@code faults} whose node {@code N} is released and
 * replies "first", and whose variable {@code KEY} nobody may see.
 */
abstract class FaultJourney {
  static final String SECRET = "s3cr3t-of-the-bot";
  /** One for all of them: layers take seconds to be published, and no fault here is about them. */
  private static final String PREFIX = AwsSite.unusedName();

  @TempDir
  Path folder;
  FaultProxy aws;
  RunningServer server;
  Api api;
  AwsSite site;

  /** Where the server lives. */
  AwsSite site() {
    return AwsSite.fresh(PREFIX, AwsSite.PRODUCTION);
  }

  @BeforeEach
  void start() {
    aws = FaultProxy.before(AwsSite.endpoint());
    site = site();
    server = site.start(folder, aws.endpoint());
    api = server.api();
    api.put("/bots/faults", "{}").expect(201);
    api.put("/bots/faults/nodes/N", "{}").expect(201);
    api.put("/bots/faults/variables/KEY", "{\"staging\": \"%s\", \"production\": \"%s\"}".formatted(SECRET, SECRET))
        .expect(201);
    api.save("faults", "N", Nodes.replying("first")).expect(201);
    assertEquals("succeeded", api.train("faults").path("state").asText());
  }

  @AfterEach
  void stop() {
    aws.pass();
    server.close();
    aws.close();
    assertFalse(server.output().contains(SECRET), "a secret in the log");
  }

  /** Trains what must succeed, and gives the release. */
  final int release() {
    JsonNode training = api.train("faults");
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    return training.path("release").asInt();
  }

  /** What the released node replies. */
  final String text() {
    JsonNode turn = api.turn("faults", "staging", "N", "{}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return turn.at("/messages/0/text").asText();
  }

  /** Where staging points. */
  final int staging() {
    return api.get("/bots/faults/stages").expect(200).json().at("/staging/release").asInt();
  }

  /** The version of the function that was invoked last. */
  final String invokedVersion() {
    return aws.calls().stream().filter(call -> call.is("lambda:Invoke"))
        .map(call -> call.path().replaceFirst(".*Qualifier=", "")).toList().getLast();
  }
}

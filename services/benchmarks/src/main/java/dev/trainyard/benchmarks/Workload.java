package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** The code and the body that every scenario uses, and ready-made requests for them. */
final class Workload {
  /** What a caller sends: about 1 KB. */
  static final byte[] BODY = resource("nodes/body.json").getBytes(StandardCharsets.UTF_8);
  private static final String CODE = resource("nodes/greet.py");

  private Workload() {
  }

  /** The code of a node; another mark makes it another version. */
  static String code(String mark) {
    return CODE.replace("MARK", mark);
  }

  static byte[] turn(String bot, String stage, String node) {
    return HttpCaller.request("POST", "/api/v1/bots/%s/stages/%s/nodes/%s/turns".formatted(bot, stage, node),
        RunningServer.TOKEN, "application/json", BODY);
  }

  /** Makes a bot with nodes N0, N1, … and trains it. */
  static void bot(Api api, String bot, int nodes, String mark) {
    untrained(api, bot, nodes, mark);
    train(api, bot);
  }

  /** Makes a bot with nodes N0, N1, … whose code is saved. */
  static void untrained(Api api, String bot, int nodes, String mark) {
    api.put("/bots/" + bot, "{}").expect(201);
    for (int node = 0; node < nodes; node++) {
      api.put("/bots/%s/nodes/N%d".formatted(bot, node), "{}").expect(201);
    }
    save(api, bot, nodes, mark);
  }

  static void save(Api api, String bot, int nodes, String mark) {
    for (int node = 0; node < nodes; node++) {
      Api.Answer saved = api.save(bot, "N" + node, code(mark + node));
      if (saved.status() >= 300) {
        throw new IllegalStateException(saved.text());
      }
    }
  }

  static void train(Api api, String bot) {
    String state = api.train(bot).path("state").asText();
    if (!state.equals("succeeded")) {
      throw new IllegalStateException("training " + bot + ": " + state);
    }
  }

  /** Callers of turns: each call must be answered with a reply. */
  static IntFunction<Load.Call> turns(int port, IntFunction<List<byte[]>> requestsOfCaller) {
    return number -> new RoundOfRequests(port, requestsOfCaller.apply(number),
        answer -> answer.status() == 200 && answer.text().contains("\"outcome\":\"reply\""));
  }

  static String resource(String name) {
    try (InputStream in = Workload.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

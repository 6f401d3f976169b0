package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;

/** Hands what was deployed to what runs it. Thread-safe. */
final class FakeInvocations {
  private final CodeRunner runner;
  private final CodeStore codes;
  private final FakeLayers layers;

  FakeInvocations(CodeRunner runner, CodeStore codes, FakeLayers layers) {
    this.runner = runner;
    this.codes = codes;
    this.layers = layers;
  }

  /** Runs one. */
  LambdaAnswer invoke(String name, String version, FakeFunctions.Deployed function, byte[] event, boolean tail) {
    String id = UUID.randomUUID().toString();
    BotId bot = new BotId(function.tags().path("trainyard:bot-id").asText("none"));
    LambdaAnswer answer = runner.run(new LambdaFunction(bot, name, version, spec(function)), id, event);
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.put("x-amzn-RequestId", id);
    if (!tail) {
      headers.remove(LambdaAnswer.LOG_RESULT);
    }
    return new LambdaAnswer(answer.status(), headers, answer.body());
  }

  private FunctionSpec spec(FakeFunctions.Deployed function) {
    JsonNode settings = function.settings();
    List<LayerRef> used = new ArrayList<>();
    settings.path("Layers").forEach(layer -> {
      String arn = layer.path("Arn").asText();
      String[] parts = arn.split(":", -1);
      used.add(new LayerRef(parts[6].substring(parts[6].indexOf('-') + 1),
          new Digest(layers.description(arn).orElseThrow().substring("sha256:".length()))));
    });
    return new FunctionSpec(codes.put(unzipped(function.zip().asByteArrayUnsafe())), settings.path("Runtime").asText(),
        used,
        Duration.ofSeconds(settings.path("Timeout").asInt()), new MemorySize(settings.path("MemorySize").asInt()));
  }

  private static byte[] unzipped(byte[] zip) {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      entries.getNextEntry();
      return entries.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

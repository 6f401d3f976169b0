package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Repository;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's tour, run as it is printed there. */
class ReadmeTourIT {
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");

  @TempDir
  Path folder;

  @Test
  @DisplayName("the README's commands do what it says")
  void tourWorks() throws Exception {
    Path data = folder.resolve("data");
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      String output = bash(script(server.api().root().toString()));
      List<JsonNode> answers = jsonLines(output);
      assertTrue(output.contains("def main(event, context):"), "the template is printed:\n" + output);
      assertEquals("We are in Testville.", answers.get(4).at("/messages/0/text").asText(), output);
      assertTrue(answers.get(4).path("logs").asText().contains("asked by Asha Rao"), output);
      assertEquals("succeeded", answers.get(5).path("state").asText(), output);
      assertEquals("We are in Pune.", answers.get(7).at("/messages/0/text").asText(), output);
      assertEquals("ZeroDivisionError", answers.get(10).path("error_type").asText(), output);
      assertEquals(2, answers.get(10).path("line").asInt(), output);
      assertEquals("We are in Testville.", answers.get(12).at("/messages/0/text").asText(), output);
    }
  }

  private static String script(String root) throws IOException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    String tour = readme.substring(readme.indexOf("<!-- tour -->"), readme.indexOf("<!-- /tour -->"));
    StringBuilder script = new StringBuilder("set -eu\n");
    Matcher commands = COMMANDS.matcher(tour);
    while (commands.find()) {
      script.append(commands.group(1));
    }
    // The journeys' server instead of the one on the usual port.
    return script.toString().replace("http://127.0.0.1:8080", root).replace("$(cat data/token)", RunningServer.TOKEN);
  }

  private String bash(String script) throws IOException, InterruptedException {
    Path output = folder.resolve("tour.out");
    Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true)
        .redirectOutput(output.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the tour hangs");
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  private static List<JsonNode> jsonLines(String output) {
    List<JsonNode> found = new ArrayList<>();
    for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
      try {
        found.add(Api.JSON.readTree(line));
      } catch (JsonProcessingException notJson) {
        throw new AssertionError(line, notJson);
      }
    }
    return found;
  }
}

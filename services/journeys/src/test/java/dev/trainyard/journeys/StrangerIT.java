package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.Repository;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody meets who starts the product for the first time. */
class StrangerIT {
  @TempDir
  Path folder;

  @Test
  @DisplayName("a new data folder gets the sample bot, trained and transferred, and the printed curl answers as printed")
  void sampleBotAnswers() throws Exception {
    Path data = folder.resolve("data");
    try (RunningServer server = RunningServer.start(data, Map.of("TRAINYARD_SAMPLE", "true"))) {
      awaitStartText(server);
      String output = server.output();
      assertTrue(output.contains("/?token="), output);
      Matcher curl = Pattern.compile("(?m)^\\s*(curl .*(?:\\\\\\R.*)*)").matcher(output);
      assertTrue(curl.find(), "no curl in:\n" + output);
      assertFalse(output.contains(RunningServer.TOKEN), "what is printed ends in logs");
      JsonNode answer = Api.JSON.readTree(shell("TRAINYARD_TOKEN=" + RunningServer.TOKEN + "; " + curl.group(1)));
      assertEquals("reply", answer.path("outcome").asText(), answer.toString());

      JsonNode stages = server.api().get("/bots/clinic/stages").expect(200).json();
      assertEquals(1, stages.at("/production/release").asInt(), stages.toString());
      assertEquals("reply", outcome(server, "OPENING_HOURS"), "the upstream is absent, the code copes");
      assertEquals("reply", outcome(server, "HELP_DESK"));
      assertEquals("CAROUSEL", turn(server, "TEST_CATALOGUE").at("/messages/0/type").asText());
      assertEquals("bot_break", outcome(server, "REPORT_STATUS"), "it breaks on purpose");

      server.api().put("/bots/mine", "{}").expect(201);
      String etag = server.api().get("/bots/clinic").expect(200).etag();
      server.api().exchange(server.api().request("/bots/clinic?force=true").header("If-Match", etag).DELETE())
          .expect(204);
    }
    try (RunningServer second = RunningServer.start(data, Map.of("TRAINYARD_SAMPLE", "true"))) {
      assertEquals(200, second.api().get("/bots/mine").status());
      assertEquals(404, second.api().get("/bots/clinic").status(), "the sample is made in a new folder only");
    }
  }

  @Test
  @DisplayName("--help lists every setting, --version tells it, both without starting anything")
  void helpAndVersion() throws Exception {
    String bin = Repository.distribution().resolve("bin/trainyard").toString();
    String help = shell(bin + " --help");
    for (String setting : List.of("TRAINYARD_HTTP_PORT", "TRAINYARD_HTTP_HOST", "TRAINYARD_DATA_DIR",
        "TRAINYARD_TOKEN", "TRAINYARD_ENGINE", "TRAINYARD_STORE", "TRAINYARD_SAMPLE", "TRAINYARD_CACHE_DIR")) {
      assertTrue(help.contains(setting), setting + " is missing in:\n" + help);
    }
    assertTrue(shell(bin + " --version").matches("(?s).*\\d+\\.\\d+.*"));
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  @DisplayName("wrong settings are told together, one line each, and nothing starts")
  void wrongSettings() throws Exception {
    Process process = new ProcessBuilder("bash", "-c",
        "TRAINYARD_HTTP_PORT=99999 TRAINYARD_ENGINE=steam TRAINYARD_DATA_DIR=data exec "
            + Repository.distribution().resolve("bin/trainyard"))
        .directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue(), output);
    assertTrue(output.contains("TRAINYARD_HTTP_PORT") && output.contains("TRAINYARD_ENGINE"), output);
    assertFalse(output.contains("\tat "), "no stack trace:\n" + output);
  }

  @Test
  @DisplayName("a plain java -jar starts it too, and an older Java is told what is needed")
  void plainJar() throws Exception {
    Path jar = Repository.root().resolve("services/server/target/trainyard.jar");
    String version = shell("\"" + System.getProperty("java.home") + "/bin/java\" -jar " + jar + " --version");
    assertTrue(version.matches("(?s).*\\d+\\.\\d+.*"), version);
    Path old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");
    if (!Files.isExecutable(old)) {
      System.out.println("NOT RUN: an older Java is told what is needed: there is no Java 17 at " + old);
      return;
    }
    Process process = new ProcessBuilder(old.toString(), "-jar", jar.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertEquals(1, process.exitValue(), output);
    assertTrue(output.contains("Java 25"), output);
  }

  @Test
  @DisplayName("a quarter of a heap that is set is for young objects; without a setting the server stays small")
  void heap() throws Exception {
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.3\"\n");
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    Map<String, String> flags = Map.of("", "-Xms80m -Xmn40m -Xmx160m", "1024m", "-Xms512m -Xmn256m -Xmx1024m", "2g",
        "-Xms1024m -Xmn512m -Xmx2g", "a lot", "-Xms80m -Xmn40m -Xmxa lot");
    for (Map.Entry<String, String> each : flags.entrySet()) {
      String told = shell("TRAINYARD_JAVA_HOME=%s TRAINYARD_AOT_CACHE=false TRAINYARD_JAVA_HEAP='%s' %s".formatted(
          folder.resolve("java"), each.getKey(), Repository.distribution().resolve("bin/trainyard")));
      assertTrue(told.contains(each.getValue() + " "), told);
    }
  }

  private static void awaitStartText(RunningServer server) {
    Poll.until("the start text", Duration.ofSeconds(30), () -> server.output().contains("curl "));
  }

  private static JsonNode turn(RunningServer server, String node) {
    return server.api().turn("clinic", "production", node, "{}").expect(200).json();
  }

  private static String outcome(RunningServer server, String node) {
    return turn(server, node).path("outcome").asText();
  }

  private String shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), command);
    assertEquals(0, process.exitValue(), command + "\n" + output);
    return output;
  }
}

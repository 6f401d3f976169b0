package dev.trainyard.server;

import dev.trainyard.engine.EngineHealth;
import dev.trainyard.server.sample.SampleBot;
import java.util.List;
import java.util.Optional;

/** What the server prints when it is ready. */
final class StartText {
  private StartText() {
  }

  /**
   * What is printed.
   *
   * @param token one that was made here. One that was set is empty: whoever set it has it, and what is printed ends in
   * logs
   */
  static String of(String host, int port, Optional<String> token, boolean sample, EngineHealth health) {
    String root = "http://%s:%d".formatted(reachable(host), port);
    String shown = token.orElse("$TRAINYARD_TOKEN");
    StringBuilder text = new StringBuilder("""

        Trainyard is ready.

          page    %s/?token=%s
          token   %s
          API     %s/api/v1   (described at %s/openapi)
          engine  %s
        """.formatted(root, shown, token.orElse("as set by TRAINYARD_TOKEN"), root, root, health.summary()));
    if (sample) {
      text.append("""

            Take a turn of the sample bot:

            curl -sS %s/api/v1/bots/%s/stages/production/nodes/%s/turns -H "Authorization: Bearer %s" \
          -H 'Content-Type: application/json' -d '{"user": {"full_name": "Asha Rao"}}'
          """.formatted(root, SampleBot.NAME, SampleBot.FIRST, shown));
    }
    degradations(text, health.degradations());
    return text.append('\n').toString();
  }

  private static void degradations(StringBuilder text, List<EngineHealth.Degradation> degradations) {
    if (!degradations.isEmpty()) {
      text.append("\n  Weaker here than it should be:\n");
      degradations
          .forEach(lack -> text.append("    %s: %s%n      %s%n".formatted(lack.name(), lack.why(), lack.remedy())));
    }
  }

  private static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
  }
}

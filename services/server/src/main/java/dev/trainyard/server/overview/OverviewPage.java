package dev.trainyard.server.overview;

import dev.trainyard.bot.Bot;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StagesView;
import java.util.List;

/** The page's text. Everything that people wrote is escaped. */
final class OverviewPage {
  static final String STYLE = """
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
      code { font-size: .95em; }
      """;

  private OverviewPage() {
  }

  /** A bot and where its stages point. */
  record Row(Bot bot, StagesView stages) {
  }

  static String closed() {
    return page("""
        <h1>Trainyard</h1>
        <p>This page opens with the link that the server printed when it started: the one with <code>?token=</code>.</p>
        """);
  }

  static String of(List<Row> rows, EngineHealth health) {
    StringBuilder text = new StringBuilder("<h1>Trainyard</h1>\n<h2>Bots</h2>\n");
    if (rows.isEmpty()) {
      text.append("<p>No bots yet. Make one: <code>PUT /api/v1/bots/NAME</code>.</p>\n");
    } else {
      text.append("<div class=\"wide\"><table><thead><tr><th>Bot</th><th>Staging</th><th>Production</th>"
          + "<th>Not trained yet</th></tr></thead><tbody>\n");
      rows.forEach(row -> text.append("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n".formatted(
          name(row.bot()), release(row.stages().staging()), release(row.stages().production()),
          row.stages().untrained().isEmpty() ? "nothing" : escape(row.stages().untrained().toString()))));
      text.append("</tbody></table></div>\n");
    }
    text.append("<h2>Engine</h2>\n<p>").append(escape(health.summary())).append("</p>\n");
    health.degradations().forEach(lack -> text.append("<p><strong>%s</strong>: %s %s</p>%n".formatted(
        escape(lack.name()), escape(lack.why()), escape(lack.remedy()))));
    return page(text.append("<h2>API</h2>\n<p><a href=\"/openapi\">OpenAPI description</a>,"
        + " <a href=\"/api/v1/libraries\">what node code can import</a>, <a href=\"/health\">health</a></p>\n")
        .toString());
  }

  private static String name(Bot bot) {
    String name = "<code>" + escape(bot.name().value()) + "</code>";
    return bot.settings().title().isEmpty() ? name : name + " " + escape(bot.settings().title());
  }

  private static String release(StagePointer pointer) {
    return pointer.release().isPresent() ? "release " + pointer.release().getAsInt() : "none";
  }

  private static String page(String body) {
    return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Trainyard</title><link rel="stylesheet" href="/overview.css"></head>
        <body>
        %s</body>
        </html>
        """.formatted(body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

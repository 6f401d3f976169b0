package dev.trainyard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that comes out, as Markdown. Used by one thread. */
@SuppressWarnings("AnnotateFormatMethod") // a dependency for two formats in one module is too much
final class Report {
  private final List<String> conditions = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** A line of the table. */
  private record Row(String what, String reach, String measured, String verdict) {
  }

  void condition(String text) {
    conditions.add(text);
  }

  /** A figure that has something to reach. */
  void goal(String what, String reach, boolean reached, String measured, Object... values) {
    add(new Row(what, reach, measured.formatted(values), reached ? "yes" : "**no**"));
  }

  /** A figure to compare others with. */
  void figure(String what, String measured, Object... values) {
    add(new Row(what, "", measured.formatted(values), ""));
  }

  private void add(Row row) {
    rows.add(row);
    System.out.printf(Locale.ROOT, "%-52s %-44s %s%n", row.what(), row.measured(), row.verdict());
  }

  String markdown() {
    StringBuilder text = new StringBuilder(
        """
            # Benchmarks

            Written by `mvn -Pbench verify -pl services/benchmarks -am`. Everything below is from one run; the load generator
            shares the cores with the server. Ratios say more than absolute times: machines differ, and so does one from
            minute to minute.

            """);
    conditions.forEach(condition -> text.append("- ").append(condition).append('\n'));
    text.append("\n| what | reach | measured | reached |\n| --- | --- | --- | --- |\n");
    rows.forEach(row -> text.append("| %s | %s | %s | %s |%n".formatted(row.what(), row.reach(), row.measured(),
        row.verdict())));
    return text.toString();
  }
}

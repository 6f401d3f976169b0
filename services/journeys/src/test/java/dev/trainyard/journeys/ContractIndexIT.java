package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each clause of the node contract is shown by a test that names it, and the contract's index says by which. */
class ContractIndexIT {
  private static final Path FOLDER = Repository.root().resolve("docs/contracts");
  private static final Path CONTRACT = FOLDER.resolve("node.md");
  private static final Pattern NAMED = Pattern.compile("\\bC([1-8])\\.([0-9])\\b");
  private static final String BEGIN = "<!-- index -->\n";
  private static final String END = "<!-- /index -->";

  @Test
  @DisplayName("every clause has a test that names it, and the index is up to date")
  void everyClauseIsShown() throws IOException {
    String contract = Files.readString(CONTRACT);
    Map<String, Set<Path>> shown = shown();
    List<String> bare = clauses(contract).stream().filter(clause -> !shown.containsKey(clause)).toList();
    assertEquals(List.of(), bare, "clauses that no test names");
    String index = index(clauses(contract), shown);
    int from = contract.indexOf(BEGIN) + BEGIN.length();
    int to = contract.indexOf(END);
    if (Boolean.getBoolean("trainyard.write")) {
      Files.writeString(CONTRACT, contract.substring(0, from) + index + contract.substring(to));
      return;
    }
    assertEquals(index, contract.substring(from, to),
        "The index is out of date: mvn verify -pl services/journeys -am -Dtrainyard.write=true writes it anew.");
  }

  private static List<String> clauses(String contract) {
    List<String> clauses = new ArrayList<>();
    String chapter = "";
    for (String line : contract.lines().toList()) {
      Matcher heading = Pattern.compile("## (C[1-8]) .*").matcher(line);
      Matcher item = Pattern.compile("([0-9])\\. .*").matcher(line);
      if (heading.matches()) {
        chapter = heading.group(1);
      } else if (item.matches() && !chapter.isEmpty()) {
        clauses.add(chapter + "." + item.group(1));
      }
    }
    assertFalse(clauses.isEmpty());
    return clauses;
  }

  private static Map<String, Set<Path>> shown() throws IOException {
    Map<String, Set<Path>> shown = new TreeMap<>();
    for (String folder : new String[]{"services", "lambda-layers"}) {
      try (Stream<Path> files = Files.walk(Repository.root().resolve(folder))) {
        for (Path file : files.filter(ContractIndexIT::isTest).toList()) {
          Matcher named = NAMED.matcher(Files.readString(file));
          while (named.find()) {
            shown.computeIfAbsent(named.group(), _ -> new TreeSet<>()).add(file);
          }
        }
      }
    }
    return shown;
  }

  /** Contract suites are tests too, though they are in main sources. */
  private static boolean isTest(Path file) {
    String path = Repository.root().relativize(file).toString();
    return (path.endsWith(".java") || path.endsWith(".py")) && !path.contains("target/") && !path.contains("/build/")
        && (path.contains("/src/test/") || path.contains("/tests/") || path.endsWith("Contract.java"));
  }

  private static String index(List<String> clauses, Map<String, Set<Path>> shown) {
    StringBuilder text = new StringBuilder("| clause | shown by |\n| --- | --- |\n");
    for (String clause : clauses) {
      List<String> links = shown.getOrDefault(clause, Set.of()).stream()
          .map(file -> "[%s](%s)".formatted(file.getFileName().toString()
              .replaceAll("\\.(java|py)$", ""), FOLDER.relativize(file)))
          .toList();
      text.append("| %s | %s |\n".formatted(clause, String.join(", ", links)));
    }
    return text.toString();
  }
}

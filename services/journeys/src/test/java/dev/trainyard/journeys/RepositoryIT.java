package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documents say of the repository holds. */
class RepositoryIT {
  private static final Pattern TREE_ENTRY = Pattern.compile("(?m)^(?: {2})?([a-z][a-z-]*)/(?: .*)?$");

  @Test
  @DisplayName("the README's tree equals the folders")
  void treeEqualsFolders() throws IOException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    String tree = readme.substring(readme.indexOf("<!-- tree -->"), readme.indexOf("<!-- /tree -->"));
    Set<String> told = new TreeSet<>();
    String parent = "";
    for (String line : tree.lines().toList()) {
      Matcher entry = TREE_ENTRY.matcher(line);
      if (entry.find()) {
        if (line.startsWith(" ")) {
          told.add(parent + "/" + entry.group(1));
        } else {
          parent = entry.group(1);
          told.add(parent);
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (Path folder : folders(Repository.root())) {
      String name = folder.getFileName().toString();
      found.add(name);
      if (name.equals("services") || name.equals("lambda-layers")) {
        folders(folder).forEach(module -> found.add(name + "/" + module.getFileName()));
      }
    }
    assertFalse(found.isEmpty());
    assertEquals(found, told);
  }

  @Test
  @DisplayName("every relative link of the documents leads somewhere")
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    Set<String> broken = new TreeSet<>();
    int links = 0;
    try (Stream<Path> files = Files.walk(Repository.root())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md") && !ignored(path)).toList()) {
        Matcher matcher = link.matcher(Files.readString(file));
        while (matcher.find()) {
          links++;
          if (!Files.exists(file.resolveSibling(matcher.group(1)))) {
            broken.add(Repository.root().relativize(file) + ": " + matcher.group(1));
          }
        }
      }
    }
    assertFalse(links == 0);
    assertEquals(Set.of(), broken);
  }

  private static boolean ignored(Path path) {
    String relative = Repository.root().relativize(path).toString();
    return relative.contains("target/") || relative.contains("/build/") || relative.contains("node_modules/")
        || relative.startsWith(".");
  }

  private static Iterable<Path> folders(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith(".")
          && !Set.of("data", "target", "build").contains(path.getFileName().toString())).toList();
    }
  }
}

package dev.trainyard.server.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules a browser loads with another one, by their addresses. What is imported while the page runs, by
 * {@code import(...)}, is none of them. Immutable.
 */
final class ModuleGraph {
  private static final Pattern IMPORT = Pattern
      .compile("\\b(?:import|export)\\s*(?:[\\w$*{},\\s]+?from\\s*)?[\"']([^\"'\\n]+)[\"']");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> names = new TreeMap<>();
  private final Function<String, Optional<Asset>> files;

  /**
   * A graph.
   *
   * @param importMap of the document: JSON
   * @param files by address
   */
  ModuleGraph(String importMap, Function<String, Optional<Asset>> files) {
    try {
      JSON.readTree(importMap).path("imports").properties()
          .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
    } catch (JsonProcessingException malformed) {
      throw new IllegalStateException("the page's import map is no JSON", malformed);
    }
    this.files = files;
  }

  /**
   * A module and everything that it imports, directly or not.
   *
   * @param module its address
   * @return addresses, each once, nearest first
   */
  Set<String> from(String module) {
    Set<String> found = new LinkedHashSet<>(List.of(module));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      String at = open.removeFirst();
      Matcher imports = IMPORT.matcher(text(at));
      while (imports.find()) {
        String address = resolve(at, imports.group(1));
        if (found.add(address)) {
          open.addLast(address);
        }
      }
    }
    return found;
  }

  private String text(String address) {
    return new String(files.apply(address)
        .orElseThrow(
            () -> new IllegalStateException("a module of the page imports " + address + ", which is not there"))
        .plain(), StandardCharsets.UTF_8);
  }

  /** As browsers do it: the whole name, else its folder, else an address from where it is imported. */
  private String resolve(String from, String name) {
    if (name.startsWith(".")) {
      return URI.create(from).resolve(name).getPath();
    }
    if (names.containsKey(name)) {
      return Objects.requireNonNull(names.get(name));
    }
    return names.entrySet().stream().filter(known -> known.getKey().endsWith("/") && name.startsWith(known.getKey()))
        .map(known -> known.getValue() + name.substring(known.getKey().length())).findFirst()
        .orElseThrow(
            () -> new IllegalStateException("a module of the page imports " + name + ", which has no address"));
  }
}

package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Searches the newest drafts of a bot. One call reads at most {@value #MOST_DRAFTS} drafts and about
 * {@value #MOST_CHARACTERS} characters; a page may therefore have fewer hits than asked for, and still a next one.
 * Thread-safe: it holds no state.
 */
final class CodeSearch {
  private static final int LONGEST_QUERY = 200;
  private static final int MOST_DRAFTS = 500;
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
  private static final int TEXT_AROUND = 100;

  private final NodeStore nodes;
  private final DraftStore drafts;
  private final CodeStore codes;

  CodeSearch(NodeStore nodes, DraftStore drafts, CodeStore codes) {
    this.nodes = nodes;
    this.drafts = drafts;
    this.codes = codes;
  }

  Page<SearchHit> search(BotId bot, String query, PageRequest page) {
    if (query.isEmpty() || query.length() > LONGEST_QUERY) {
      throw TrainyardException.invalid("/q", "A search is for 1 to 200 characters.");
    }
    Place from = page.after().map(Place::parse).orElse(new Place("", 0));
    String wanted = folded(query);
    List<Searched> searched = searched(bot, from);
    List<SearchHit> hits = new ArrayList<>();
    int budget = MOST_CHARACTERS;
    for (int i = 0; i < searched.size(); i++) {
      NodeName node = searched.get(i).node();
      if (i == MOST_DRAFTS || budget <= 0) {
        return new Page<>(hits, Optional.of(new Place(node.value(), 0).cursor()));
      }
      String code = codes.get(searched.get(i).code()).map(NodeCode::decode).map(NodeCode::source).orElse("");
      budget -= code.length();
      int start = node.value().equals(from.node()) ? from.offset() : 0;
      Optional<Integer> rest = collect(node, code, wanted, start, page.limit(), hits);
      if (rest.isPresent()) {
        return new Page<>(hits, Optional.of(new Place(node.value(), rest.get()).cursor()));
      }
    }
    return new Page<>(hits, Optional.empty());
  }

  /** The saved nodes from a place on, by name. */
  private List<Searched> searched(BotId bot, Place from) {
    Map<NodeId, Digest> newest = drafts.newestOfAll(bot).stream()
        .collect(Collectors.toMap(DraftRevision::node, DraftRevision::code));
    return Page.<Node>all(request -> nodes.list(bot, request)).stream()
        .filter(node -> node.name().value().compareTo(from.node()) >= 0)
        .flatMap(node -> Optional.ofNullable(newest.get(node.id())).stream()
            .map(code -> new Searched(node.name(), code)))
        .sorted(Comparator.comparing(Searched::node)).toList();
  }

  /** Adds a draft's hits; gives the offset of the first one for which there is no room. */
  private static Optional<Integer> collect(NodeName node, String code, String wanted, int start, int room,
      List<SearchHit> hits) {
    String text = folded(code);
    int line = 1;
    int lineStart = 0;
    for (int at = text.indexOf(wanted, start); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
      if (hits.size() == room) {
        return Optional.of(at);
      }
      for (int end = text.indexOf('\n', lineStart); end >= 0 && end < at; end = text.indexOf('\n', lineStart)) {
        line++;
        lineStart = end + 1;
      }
      int lineEnd = code.indexOf('\n', at);
      int textStart = Math.max(lineStart, at - TEXT_AROUND);
      int textEnd = Math.min(lineEnd < 0 ? code.length() : lineEnd, at + TEXT_AROUND);
      hits.add(new SearchHit(node, line, at - lineStart + 1, code.substring(textStart, Math.max(textStart, textEnd))));
    }
    return Optional.empty();
  }

  /** Character by character, so that places stay what they are. */
  private static String folded(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }

  private record Searched(NodeName node, Digest code) {
  }

  /** Where a search goes on. */
  private record Place(String node, int offset) {
    static Place parse(Cursor cursor) {
      String[] parts = cursor.value().split("\\.", -1);
      if (parts.length != 2 || !parts[0].matches("[A-Z0-9_]{1,64}") || !parts[1].matches("[0-9]{1,8}")) {
        throw TrainyardException.invalid("/cursor", "A cursor is what a list gave as \"next\".");
      }
      return new Place(parts[0], Integer.parseInt(parts[1]));
    }

    Cursor cursor() {
      return new Cursor(node + '.' + offset);
    }
  }
}

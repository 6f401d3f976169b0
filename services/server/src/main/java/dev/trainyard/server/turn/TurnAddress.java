package dev.trainyard.server.turn;

import java.util.Optional;

/**
 * The address of a turn, as far as it can be read without decoding. Its parts are not checked.
 *
 * @param bot a name
 * @param stage a name
 * @param node a name, or one with what stands before {@code ::}
 */
record TurnAddress(String bot, String stage, String node) {
  private static final String HEAD = "/api/v1/bots/";
  private static final String STAGES = "/stages/";
  private static final String NODES = "/nodes/";
  private static final String TAIL = "/turns";

  /**
   * Reads the target of a request.
   *
   * @return empty if it is another address, or one with escapes or a query
   */
  static Optional<TurnAddress> parse(String target) {
    if (!target.startsWith(HEAD) || !target.endsWith(TAIL)) {
      return Optional.empty();
    }
    int botEnd = partEnd(target, HEAD.length());
    int stageEnd = partEnd(target, botEnd + STAGES.length());
    int nodeEnd = partEnd(target, stageEnd + NODES.length());
    return target.startsWith(STAGES, botEnd) && target.startsWith(NODES, stageEnd)
        && nodeEnd == target.length() - TAIL.length()
            ? Optional.of(new TurnAddress(target.substring(HEAD.length(), botEnd),
                target.substring(botEnd + STAGES.length(), stageEnd),
                target.substring(stageEnd + NODES.length(), nodeEnd)))
            : Optional.empty();
  }

  /** The address as it was read. */
  String path() {
    return HEAD + bot + STAGES + stage + NODES + node + TAIL;
  }

  private static int partEnd(String target, int from) {
    int at = from;
    while (at < target.length() && isPlain(target.charAt(at))) {
      at++;
    }
    return at > from ? at : target.length();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == ':';
  }
}

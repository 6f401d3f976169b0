package dev.trainyard.aws.engine;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.NodeFunction;

/**
 * Names of Lambda functions: {@code prefix-bot-NODE-hash-r}, at most 64 characters. The names of bot and node are for
 * people and are cut; the hash of their ids tells nodes apart, of whatever name and whenever made.
 *
 * @param prefix what all names of this home begin with, at most 20 characters
 */
record FunctionNames(String prefix) {
  private static final int LONGEST = 64;
  private static final int LONGEST_PREFIX = 20;
  private static final int LONGEST_BOT = 12;
  private static final int HASH = 12;

  FunctionNames {
    if (prefix.isEmpty() || prefix.length() > LONGEST_PREFIX) {
      throw new IllegalArgumentException("a prefix has 1 to " + LONGEST_PREFIX + " characters");
    }
  }

  /** The name of a node's function. Never given twice, since ids are not. */
  String name(NodeFunction function, FunctionKind kind) {
    String end = "-" + Digest.of(function.bot() + "/" + function.node()).value().substring(0, HASH) + '-'
        + kind.letter();
    String start = prefix + '-' + cut(function.botName().value(), LONGEST_BOT) + '-';
    return start + cut(function.nodeName().value(), LONGEST - start.length() - end.length()) + end;
  }

  /**
   * Where all functions of this home write their logs. One group, so that whoever makes it decides how long logs are
   * kept, and node code needs no right to make another.
   */
  String logGroup() {
    return "/aws/lambda/" + prefix;
  }

  /** Whether a function of the account belongs to this home. */
  boolean owns(String name) {
    return name.startsWith(prefix + '-');
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(text.length(), longest));
  }
}

package dev.trainyard.local.engine;

import dev.trainyard.local.layer.LayerSet;

/**
 * What a sandbox is for.
 *
 * @param owner id of the bot whose code runs in it, or a name that no bot's id can have
 * @param layers what it sees at {@code /opt}
 */
record SandboxKey(String owner, LayerSet layers) {
  /** Owner of the sandbox in which code is compiled and never run. */
  static final String CHECKER = "*checker*";
}

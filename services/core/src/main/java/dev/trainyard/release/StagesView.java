package dev.trainyard.release;

import dev.trainyard.bot.NodeName;
import java.util.List;

/**
 * Where a bot's stages point, and what they lack.
 *
 * @param staging the pointer of staging
 * @param production the pointer of production
 * @param untrained the nodes whose drafts differ from staging's release, by name, ascending
 */
public record StagesView(StagePointer staging, StagePointer production, List<NodeName> untrained) {
  public StagesView {
    untrained = List.copyOf(untrained);
  }
}

package dev.trainyard.bot;

import dev.trainyard.variable.VariableName;
import java.util.List;
import java.util.Optional;

/**
 * What travels of a bot: drafts, settings, samples and the names of variables. Never values, never releases.
 *
 * @param name the bot's name where it comes from
 * @param settings its settings
 * @param variables their names
 * @param nodes its nodes
 */
record BotExport(BotName name, BotSettings settings, List<VariableName> variables, List<ExportedNode> nodes) {
  /** The most bytes of an export. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  BotExport {
    variables = List.copyOf(variables);
    nodes = List.copyOf(nodes);
  }

  /**
   * A node.
   *
   * @param name its name
   * @param settings its settings
   * @param code its newest draft, empty if it was never saved
   * @param samples its samples
   */
  record ExportedNode(NodeName name, NodeSettings settings, Optional<NodeCode> code, List<ExportedSample> samples) {
    ExportedNode {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A sample.
   *
   * @param name its name
   * @param input as it was written
   */
  record ExportedSample(SampleName name, String input) {
  }
}

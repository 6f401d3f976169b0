package dev.trainyard.bot;

import dev.trainyard.variable.VariableName;
import java.util.List;

/**
 * What an import made.
 *
 * @param bot the new bot
 * @param nodes how many nodes it has
 * @param samples how many samples they have
 * @param variables which have no values yet, by name, ascending
 * @param problems the nodes whose code does not compile, by name, ascending
 */
public record ImportResult(Bot bot, int nodes, int samples, List<VariableName> variables, List<NodeName> problems) {
  public ImportResult {
    variables = List.copyOf(variables);
    problems = List.copyOf(problems);
  }
}

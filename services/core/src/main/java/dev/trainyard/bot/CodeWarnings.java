package dev.trainyard.bot;

import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableUse;
import dev.trainyard.variable.VariableUses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What in code that compiles may fail a turn, as far as its text shows. */
final class CodeWarnings {
  private static final int MOST = 50;

  private CodeWarnings() {
  }

  static List<CodeWarning> of(NodeCode code, List<Variable> variables) {
    List<CodeWarning> warnings = new ArrayList<>();
    if (code.source().lines().noneMatch(CodeWarnings::mayDefineMain)) {
      warnings.add(new CodeWarning("handler_missing", "The code has no function main(event, context).",
          Optional.empty()));
    }
    Set<VariableName> known = variables.stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
    for (VariableUse use : VariableUses.find(code.source())) {
      if (warnings.size() < MOST && known.add(use.name())) {
        warnings.add(new CodeWarning("unknown_variable",
            "The bot has no variable %s; add it, or correct the name.".formatted(use.name()), Optional.of(use.line())));
      }
    }
    return warnings;
  }

  private static boolean mayDefineMain(String line) {
    boolean named = line.contains("main")
        && (line.contains("def ") || line.contains("=") || line.contains("import"));
    return named || (line.startsWith("from ") && line.stripTrailing().endsWith("*"));
  }
}

package dev.trainyard.variable;

import dev.trainyard.variable.PythonTokens.Kind;
import dev.trainyard.variable.PythonTokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds where code reads variables: {@code env_variables["X"]}, {@code body['env_variables'].get("X")}, and the same of
 * a name that {@code env_variables} was assigned to. A reading that is computed, or goes through other code, is not
 * seen. Comments are left out. Takes any text, in linear time.
 */
public final class VariableUses {
  private static final String VARIABLES = "env_variables";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final int MOST = 10_000;
  private static final Token END = new Token(Kind.LINE_END, "", 0);

  private final List<Token> tokens;
  private final Set<String> aliases = new HashSet<>(Set.of(VARIABLES));
  private final List<VariableUse> uses = new ArrayList<>();

  private VariableUses(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Finds where code reads variables.
   *
   * @param source any text
   * @return in the order of the text, at most 10,000
   */
  public static List<VariableUse> find(String source) {
    if (!source.contains(VARIABLES)) {
      return List.of();
    }
    VariableUses scan = new VariableUses(PythonTokens.of(source));
    scan.run();
    return List.copyOf(scan.uses);
  }

  private void run() {
    int lineStart = 0;
    for (int i = 0; i < tokens.size() && uses.size() < MOST; i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.LINE_END || token.is(";")) {
        lineStart = i + 1;
      } else if (token.kind() == Kind.WORD && aliases.contains(token.text())) {
        accessor(i + 1, lineStart);
      } else if (token.kind() == Kind.STRING && token.text().equals(VARIABLES)) {
        accessor(afterKey(i + 1), lineStart);
      }
    }
  }

  /** Behind {@code "env_variables"}: what closes {@code ["env_variables"]} or {@code .get("env_variables", {})}. */
  private int afterKey(int i) {
    int next = i;
    if (token(next).is(",") && token(next + 1).is("{") && token(next + 2).is("}")) {
      next += 3;
    }
    return token(next).is("]") || token(next).is(")") ? next + 1 : next;
  }

  private void accessor(int i, int lineStart) {
    if (token(i).is("[") && token(i + 1).kind() == Kind.STRING && token(i + 2).is("]")) {
      use(token(i + 1));
    } else if (token(i).is(".") && token(i + 1).text().equals("get") && token(i + 2).is("(")
        && token(i + 3).kind() == Kind.STRING) {
      use(token(i + 3));
    } else if ((token(i).kind() == Kind.LINE_END || token(i).is(";")) && token(lineStart).kind() == Kind.WORD
        && token(lineStart + 1).is("=")) {
      aliases.add(token(lineStart).text());
    }
  }

  private void use(Token key) {
    if (NAME.matcher(key.text()).matches()) {
      uses.add(new VariableUse(new VariableName(key.text()), key.line()));
    }
  }

  private Token token(int i) {
    return i < tokens.size() ? tokens.get(i) : END;
  }
}

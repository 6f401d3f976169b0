package dev.trainyard.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Problems as stores hold them. Written out by hand: what was stored once must be read for ever. */
public final class ProblemJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ProblemJson() {
  }

  /**
   * Writes where code does not compile.
   *
   * @param problems in order
   * @return a JSON array
   */
  public static String ofCodeProblems(List<CodeProblem> problems) {
    ArrayNode array = JSON.arrayNode();
    problems.forEach(problem -> write(array.addObject(), problem));
    return array.toString();
  }

  /**
   * Reads what {@link #ofCodeProblems} wrote.
   *
   * @param stored a JSON array
   * @return in order
   * @throws IllegalStateException if it is damaged
   */
  public static List<CodeProblem> codeProblems(String stored) {
    List<CodeProblem> problems = new ArrayList<>();
    parse(stored).forEach(problem -> problems.add(codeProblem(problem)));
    return problems;
  }

  /**
   * Writes what keeps nodes from being trained.
   *
   * @param problems in order
   * @return a JSON array
   */
  public static String ofNodeProblems(List<NodeProblem> problems) {
    ArrayNode array = JSON.arrayNode();
    for (NodeProblem problem : problems) {
      ObjectNode object = array.addObject().put("node", problem.node().value()).put("code", problem.code())
          .put("detail", problem.detail());
      problem.place().ifPresent(place -> write(object.putObject("place"), place));
    }
    return array.toString();
  }

  /**
   * Reads what {@link #ofNodeProblems} wrote.
   *
   * @param stored a JSON array
   * @return in order
   * @throws IllegalStateException if it is damaged
   */
  public static List<NodeProblem> nodeProblems(String stored) {
    List<NodeProblem> problems = new ArrayList<>();
    parse(stored).forEach(problem -> problems.add(new NodeProblem(new NodeName(problem.path("node").textValue()),
        problem.path("code").textValue(), problem.path("detail").textValue(),
        Optional.ofNullable(problem.get("place")).map(ProblemJson::codeProblem))));
    return problems;
  }

  private static void write(ObjectNode object, CodeProblem problem) {
    object.put("line", problem.line()).put("column", problem.column()).put("message", problem.message());
  }

  private static CodeProblem codeProblem(JsonNode problem) {
    return new CodeProblem(problem.path("line").intValue(), problem.path("column").intValue(),
        problem.path("message").textValue());
  }

  private static JsonNode parse(String stored) {
    try {
      return MAPPER.readTree(stored);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("stored problems cannot be read", damaged);
    }
  }
}

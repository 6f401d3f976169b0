package dev.trainyard.aws.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.NodeProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings and problems as an item holds them. Written out by hand: what was stored once must be read for ever. */
final class StoredJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StoredJson() {
  }

  static String of(BotSettings settings) {
    ObjectNode object = JSON.objectNode().put("title", settings.title()).put("break_action",
        settings.breakAction().name().toLowerCase(Locale.ROOT));
    ObjectNode messages = object.putObject("break_messages");
    settings.breakMessages().forEach((language, texts) -> {
      ArrayNode array = messages.putArray(language);
      texts.forEach(array::add);
    });
    return object.toString();
  }

  static BotSettings settings(String stored) {
    JsonNode object = parse(stored);
    SortedMap<String, List<String>> messages = new TreeMap<>();
    object.path("break_messages").forEachEntry((language, texts) -> {
      List<String> copy = new ArrayList<>();
      texts.forEach(text -> copy.add(text.textValue()));
      messages.put(language, copy);
    });
    return new BotSettings(object.path("title").textValue(), messages,
        BreakAction.valueOf(object.path("break_action").textValue().toUpperCase(Locale.ROOT)));
  }

  static String ofCodeProblems(List<CodeProblem> problems) {
    ArrayNode array = JSON.arrayNode();
    problems.forEach(problem -> write(array.addObject(), problem));
    return array.toString();
  }

  static List<CodeProblem> codeProblems(String stored) {
    List<CodeProblem> problems = new ArrayList<>();
    parse(stored).forEach(problem -> problems.add(codeProblem(problem)));
    return problems;
  }

  static String ofNodeProblems(List<NodeProblem> problems) {
    ArrayNode array = JSON.arrayNode();
    for (NodeProblem problem : problems) {
      ObjectNode object = array.addObject().put("node", problem.node().value()).put("code", problem.code())
          .put("detail", problem.detail());
      problem.place().ifPresent(place -> write(object.putObject("place"), place));
    }
    return array.toString();
  }

  static List<NodeProblem> nodeProblems(String stored) {
    List<NodeProblem> problems = new ArrayList<>();
    parse(stored).forEach(problem -> problems.add(new NodeProblem(new NodeName(problem.path("node").textValue()),
        problem.path("code").textValue(), problem.path("detail").textValue(),
        Optional.ofNullable(problem.get("place")).map(StoredJson::codeProblem))));
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
      throw new IllegalStateException("stored settings or problems cannot be read", damaged);
    }
  }
}

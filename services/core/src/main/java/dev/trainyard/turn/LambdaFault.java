package dev.trainyard.turn;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.engine.Payload;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.TurnOutcome.StackFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AWS Lambda's error object, in every spelling that its runtimes had. Whatever is missing is empty.
 *
 * @param type {@code errorType}
 * @param message {@code errorMessage}
 * @param stage {@code load}, {@code run} or {@code result}, where an engine says so
 * @param stack innermost last, without frames of the runtime itself
 */
record LambdaFault(String type, String message, String stage, List<StackFrame> stack) {
  private static final int MOST_FRAMES = 5000;
  private static final Pattern TEXT_FRAME = Pattern
      .compile("\\s*File \"([^\"]{0,1000})\",? [Ll]ine (\\d{1,9})(?:, in ([^\\n]{0,1000}))?(?:\\n\\s*+([^\\n]*+))?.*+",
          Pattern.DOTALL);
  private static final Pattern LINE_IN_MESSAGE = Pattern.compile("\\(handler\\.py, line (\\d{1,9})\\)");

  /**
   * Reads an error object, however odd.
   *
   * @param payload from an engine
   * @return what could be understood
   */
  static LambdaFault read(Payload payload) {
    String text = new String(payload.bytes(), StandardCharsets.UTF_8);
    try {
      JsonNode error = JsonText.lenient(text);
      if (error.isObject()) {
        return new LambdaFault(text(error.get("errorType")), text(error.get("errorMessage")), text(error.get("stage")),
            frames(error.get("stackTrace")));
      }
    } catch (MalformedJson unreadable) {
      // What the text says is still better than nothing.
    }
    return new LambdaFault("", text, "", List.of());
  }

  /**
   * The innermost line of the node's own file.
   *
   * @return from 1, empty if no frame is in it
   */
  OptionalInt line() {
    for (StackFrame frame : stack.reversed()) {
      if (isHandler(frame) && frame.line() > 0) {
        return OptionalInt.of(frame.line());
      }
    }
    Matcher named = LINE_IN_MESSAGE.matcher(message);
    return named.find() ? OptionalInt.of(Integer.parseInt(named.group(1))) : OptionalInt.empty();
  }

  /**
   * Whether the fault came while the module was loaded: then the outermost frame of the node's file is the module.
   *
   * @return false where {@code main} was entered, or nothing is known
   */
  boolean atLoad() {
    if (!stage.isEmpty()) {
      return "load".equals(stage);
    }
    return outermost().map("<module>"::equals).orElse(false);
  }

  /**
   * Whether the stack shows that {@code main} was entered.
   *
   * @return false where it was not, or nothing is known
   */
  boolean inMain() {
    return !"load".equals(stage)
        && outermost().map(function -> !function.isEmpty() && !"<module>".equals(function)).orElse(false);
  }

  private Optional<String> outermost() {
    return stack.stream().filter(LambdaFault::isHandler).findFirst().map(StackFrame::function);
  }

  private static boolean isHandler(StackFrame frame) {
    return "handler.py".equals(frame.file()) || frame.file().endsWith("/var/task/handler.py");
  }

  private static boolean isRuntime(String file) {
    return file.startsWith("/var/runtime/") || file.startsWith("<frozen importlib")
        || file.contains("/trainyard_runtime/");
  }

  private static List<StackFrame> frames(@Nullable JsonNode trace) {
    List<StackFrame> frames = new ArrayList<>();
    if (trace == null || !trace.isArray()) {
      return frames;
    }
    for (int i = Math.max(0, trace.size() - MOST_FRAMES); i < trace.size(); i++) {
      JsonNode entry = trace.get(i);
      StackFrame frame = entry.isArray() ? listed(entry) : written(entry.asText());
      if (!isRuntime(frame.file())) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static StackFrame listed(JsonNode entry) {
    JsonNode line = entry.path(1);
    return new StackFrame(text(entry.get(0)), line.canConvertToInt() ? Math.max(0, line.asInt()) : 0,
        text(entry.get(2)), text(entry.get(3)).strip());
  }

  private static StackFrame written(String entry) {
    Matcher frame = TEXT_FRAME.matcher(Cut.plain(entry, 4000));
    if (!frame.matches()) {
      return new StackFrame("", 0, "", entry.strip());
    }
    String function = frame.group(3);
    String source = frame.group(4);
    return new StackFrame(frame.group(1), Integer.parseInt(frame.group(2)), function == null ? "" : function,
        source == null ? "" : source.strip());
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asText() : JsonText.compact(value);
  }

  /**
   * Whether a type is one of the platform's, not a Python class.
   *
   * @param prefix such as {@code Runtime.}
   * @return whether the type starts so, or is missing
   */
  boolean untypedOr(String prefix) {
    return type.isEmpty() || type.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
  }
}

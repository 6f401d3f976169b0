package dev.trainyard.contracts.engine;

import dev.trainyard.bot.NodeCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** The node files of the suites. */
public final class NodeFiles {
  private static final String MARK = "# here";

  private NodeFiles() {
  }

  /**
   * A node's code.
   *
   * @param name folder and file without its ending, such as {@code semantics/reply}
   * @return its text
   */
  public static NodeCode code(String name) {
    return NodeCode.decode(read(name + ".py"));
  }

  /**
   * The line that a file marks with {@code # here}.
   *
   * @param code the file's text
   * @return from 1, empty without a mark
   */
  public static OptionalInt markedLine(NodeCode code) {
    List<String> lines = code.source().lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      if (lines.get(index).contains(MARK)) {
        return OptionalInt.of(index + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The text of a file beside the nodes. */
  static String text(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) {
    try (InputStream file = NodeFiles.class.getResourceAsStream("/nodes/" + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no node file " + name);
      }
      return file.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

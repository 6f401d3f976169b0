package dev.trainyard.bot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The code that a node has before its first save. */
public final class NodeTemplate {
  /** Revision 0 of every node: reads its event, answers one text and one button. */
  public static final NodeCode CODE = read();

  private NodeTemplate() {
  }

  private static NodeCode read() {
    try (InputStream file = NodeTemplate.class.getResourceAsStream("node-template.py")) {
      if (file == null) {
        throw new IllegalStateException("node-template.py is not packed beside this class");
      }
      return NodeCode.decode(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

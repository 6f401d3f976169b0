package dev.trainyard.local.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sandbox's own processes complain about: the last lines are kept, and the first ones logged. Node code cannot
 * write here, but what it makes our processes say might be much. Thread-safe.
 */
final class ErrorOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorOutput.class);
  private static final int MOST_KEPT = 8;
  private static final int MOST_LOGGED = 100;
  private static final int MOST_CHARACTERS = 500;

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> last = new ArrayDeque<>();

  private ErrorOutput(String name) {
    this.name = name;
  }

  static ErrorOutput follow(String name, Process process) {
    ErrorOutput output = new ErrorOutput(name);
    Thread.ofPlatform().name("engine-stderr").daemon().start(() -> output.read(process));
    return output;
  }

  private void read(Process process) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      int logged = 0;
      String line = line(lines);
      while (line != null) {
        keep(line);
        if (logged++ < MOST_LOGGED) {
          LOG.warn("Sandbox {}: {}", name, line);
        }
        line = line(lines);
      }
    } catch (IOException closed) {
      LOG.debug("The output of sandbox {} ended.", name, closed);
    }
  }

  private static @org.jspecify.annotations.Nullable String line(Reader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() < MOST_CHARACTERS) {
        line.append((char) next);
      }
      next = reader.read();
    }
    return line.toString();
  }

  private void keep(String line) {
    lock.lock();
    try {
      last.addLast(line);
      if (last.size() > MOST_KEPT) {
        last.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  String text() {
    lock.lock();
    try {
      return String.join("; ", last);
    } finally {
      lock.unlock();
    }
  }
}

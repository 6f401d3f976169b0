package dev.trainyard.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The requests of one connection, of which nobody needs more than these two words. Used by one thread. */
final class StubRequests {
  private static final byte[] END = {'\r', '\n', '\r', '\n'};
  private static final String LENGTH = "\r\ncontent-length:";

  private final InputStream in;
  private final byte[] buffer = new byte[32 * 1024];
  private int from;
  private int to;

  /** What is asked for. */
  record Request(String method, String path) {
  }

  StubRequests(InputStream in) {
    this.in = in;
  }

  /** The next one; its body is skipped. */
  Request next() throws IOException {
    int end = end();
    String head = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
    from = end + END.length;
    skip(length(head));
    int path = head.indexOf(' ') + 1;
    return new Request(head.substring(0, path - 1), head.substring(path, head.indexOf(' ', path)));
  }

  private int end() throws IOException {
    int at = from;
    while (true) {
      for (; at <= to - END.length; at++) {
        if (buffer[at] == END[0] && buffer[at + 1] == END[1] && buffer[at + 2] == END[2] && buffer[at + 3] == END[3]) {
          return at;
        }
      }
      System.arraycopy(buffer, from, buffer, 0, to - from);
      at -= from;
      to -= from;
      from = 0;
      int read = in.read(buffer, to, buffer.length - to);
      if (read <= 0) {
        throw new EOFException();
      }
      to += read;
    }
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    int end = lower.indexOf('\r', at + LENGTH.length());
    return at < 0
        ? 0
        : Integer.parseInt(lower.substring(at + LENGTH.length(), end < 0 ? lower.length() : end).strip());
  }

  private void skip(int length) throws IOException {
    int here = Math.min(length, to - from);
    from += here;
    in.skipNBytes(length - here);
  }
}

package dev.trainyard.aws.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers requests with the very bytes that a test gives, one a connection, which may be no whole answer. Thread-safe.
 * Listens on loopback.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final String HEAD_END = "\r\n\r\n";

  private final ServerSocket listening;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<byte[]> answers = List.of();
  private volatile int first;

  /** A server without answers. */
  public ScriptedServer() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /**
   * Where it listens.
   *
   * @return an endpoint
   */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /**
   * Answers the next requests so.
   *
   * @param bytes at least one; the last is for all that come later
   */
  public void answer(byte[]... bytes) {
    first = asked.get();
    answers = List.of(bytes);
  }

  /**
   * How many requests came.
   *
   * @return a count
   */
  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket caller = listening.accept()) {
        readRequest(caller.getInputStream());
        int number = asked.getAndIncrement() - first;
        caller.getOutputStream().write(answers.get(Math.min(number, answers.size() - 1)));
      } catch (IOException _) {
        // The next caller comes on a connection of its own.
      }
    }
  }

  /** A request's head, and the body that it announces. */
  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith(HEAD_END)) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no request");
      }
      head.append((char) read);
    }
    String length = head.toString().lines().map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:")).findFirst().orElse("content-length: 0");
    in.readNBytes(Integer.parseInt(length.substring(length.indexOf(':') + 1).strip()));
  }

  /**
   * An answer with a JSON body.
   *
   * @param headers beside its length and kind
   * @param body letters of ASCII
   * @return all of it
   */
  public static byte[] whole(List<String> headers, String body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
        .formatted(body.length(), String.join("\r\n", headers), body).getBytes(StandardCharsets.US_ASCII);
  }
}

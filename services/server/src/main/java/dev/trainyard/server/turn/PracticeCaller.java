package dev.trainyard.server.turn;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to this very server, with as little around it as will do. For one thread. */
final class PracticeCaller implements AutoCloseable {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int LONGEST_MILLISECONDS = 2_000;
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LENGTH = "content-length: ";

  private final Socket socket;
  private final InputStream input;
  private final byte[] answer = new byte[MOST_BYTES];

  /** Connects. */
  PracticeCaller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONGEST_MILLISECONDS);
    input = socket.getInputStream();
  }

  /** Sends a request. */
  void ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /** Waits for the whole answer to the request that was sent. */
  void hear() throws IOException {
    int filled = 0;
    int end = Integer.MAX_VALUE;
    String head = "";
    while (filled < end) {
      int read = input.read(answer, filled, answer.length - filled);
      if (read <= 0) {
        throw new EOFException("an answer of " + filled + " bytes");
      }
      filled += read;
      if (head.isEmpty()) {
        String text = new String(answer, 0, filled, StandardCharsets.ISO_8859_1);
        int body = text.indexOf(HEAD_END);
        if (body >= 0) {
          head = text.substring(0, body + 2);
          end = body + HEAD_END.length() + length(head);
        }
      }
    }
  }

  private static int length(String head) {
    int from = head.indexOf(LENGTH) + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

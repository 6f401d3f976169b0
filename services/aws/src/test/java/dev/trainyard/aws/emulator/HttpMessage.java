package dev.trainyard.aws.emulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message of HTTP/1.1: its first line, its headers with names in lower case, and its whole body, a character of ISO
 * 8859-1 per byte.
 */
record HttpMessage(String firstLine, Map<String, String> headers, String body) {
  private static final Set<String> OURS = Set.of("transfer-encoding", "connection");
  private static final int LONGEST_LINE = 64 * 1024;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Reads a request, telling the caller to go on where it asks; null where the connection ends instead. */
  static @Nullable HttpMessage request(InputStream in, OutputStream back) throws IOException {
    @Nullable
    String first = line(in);
    if (first == null) {
      return null;
    }
    Map<String, String> headers = headers(in);
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      back.write(CONTINUE);
      back.flush();
      headers.remove("expect");
    }
    return new HttpMessage(first, headers, body(in, headers, false));
  }

  /** Reads an answer; one without a length ends with its connection. */
  static HttpMessage answer(InputStream in, boolean hasBody) throws IOException {
    String first = line(in);
    while (first != null && first.startsWith("HTTP/1.1 100")) {
      headers(in);
      first = line(in);
    }
    if (first == null) {
      throw new EOFException("no answer");
    }
    Map<String, String> headers = headers(in);
    boolean none = !hasBody || first.contains(" 204") || first.contains(" 304");
    return new HttpMessage(first, headers, none ? "" : body(in, headers, true));
  }

  /** The message on the wire, with its body's real length unless it is the answer to a HEAD. */
  byte[] bytes(boolean keepLength) {
    StringBuilder head = new StringBuilder(firstLine).append("\r\n");
    headers.forEach((name, value) -> {
      if (name.equals("content-length") ? keepLength : !OURS.contains(name)) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
    if (!keepLength) {
      head.append("content-length: ").append(body.length()).append("\r\n");
    }
    return head.append("connection: close\r\n\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
    return headers;
  }

  private static String body(InputStream in, Map<String, String> headers, boolean untilEnd) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    @Nullable
    String length = headers.get("content-length");
    if (length == null) {
      return untilEnd ? text(in.readAllBytes()) : "";
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length < Integer.parseInt(length)) {
      throw new EOFException("the message broke off");
    }
    return text(body);
  }

  private static String chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(line(in)); size > 0; size = size(line(in))) {
      body.write(in.readNBytes(size));
      line(in);
    }
    headers(in);
    return text(body.toByteArray());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int size(@Nullable String line) throws EOFException {
    if (line == null) {
      throw new EOFException("the message broke off");
    }
    return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && line.size() < LONGEST_LINE; read = in.read()) {
      if (read == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(read);
    }
    return null;
  }
}

package dev.trainyard.server.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, kept as it is sent: by gzip where that saves something, since nearly all browsers read it.
 * Immutable, as long as nobody writes into its array.
 *
 * @param type its media type
 * @param body its bytes
 * @param zipped whether they are by gzip
 * @param digest of the bytes before that
 */
@SuppressWarnings("ArrayRecordComponent")
record Asset(String type, byte[] body, boolean zipped, String digest) {
  private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8", "css",
      "text/css; charset=utf-8", "html", "text/html; charset=utf-8", "svg", "image/svg+xml", "ttf", "font/ttf");

  /**
   * A file.
   *
   * @param name its name, for the type
   * @param bytes what it holds
   */
  static Asset of(String name, byte[] bytes) {
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    byte[] zipped = zip(bytes);
    boolean saves = zipped.length < bytes.length;
    return new Asset(type, saves ? zipped : bytes, saves, Digests.hex(bytes));
  }

  /** The bytes of the file, for who does not read gzip. */
  byte[] plain() {
    if (!zipped) {
      return body;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return gzip.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException("what was zipped here can be read", impossible);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    }
    return out.toByteArray();
  }
}

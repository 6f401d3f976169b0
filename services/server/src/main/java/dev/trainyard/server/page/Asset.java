package dev.trainyard.server.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, ready to be sent. Immutable, as long as nobody writes into its arrays.
 *
 * @param type its media type
 * @param plain its bytes
 * @param zipped the same by gzip; empty where that saves nothing
 * @param digest of the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record Asset(String type, byte[] plain, byte[] zipped, String digest) {
  private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8", "css",
      "text/css; charset=utf-8", "html", "text/html; charset=utf-8", "svg", "image/svg+xml", "ttf", "font/ttf");

  /**
   * A file.
   *
   * @param name its name, for the type
   * @param bytes what it holds
   */
  static Asset of(String name, byte[] bytes) {
    byte[] zipped = zip(bytes);
    return new Asset(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"), bytes,
        zipped.length < bytes.length ? zipped : new byte[0], Digests.hex(bytes));
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

package dev.trainyard.server.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The token of a data folder: made at the first start, so that links keep working after the next. */
public final class TokenFile {
  private TokenFile() {
  }

  /**
   * Reads the token, or makes it.
   *
   * @param dataFolder exists
   * @param random where a new one comes from
   * @return the token
   */
  public static AccessToken open(Path dataFolder, SecureRandom random) {
    Path file = dataFolder.resolve("token");
    try {
      if (!Files.exists(file)) {
        write(file, random);
      }
      String value = Files.readString(file).strip();
      if (!value.matches("[\\x21-\\x7e]{16,256}")) {
        throw new IllegalStateException(
            "%s is no token of 16 to 256 visible characters; delete it to have a new one made.".formatted(file));
      }
      return new AccessToken(value);
    } catch (IOException failure) {
      throw new UncheckedIOException("The token in " + file + " cannot be read or written", failure);
    }
  }

  private static void write(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
    FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(own);
    Path draft = Files.createTempFile(file.getParent(), "token", ".new", permissions);
    Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
    Files.move(draft, file);
  }
}

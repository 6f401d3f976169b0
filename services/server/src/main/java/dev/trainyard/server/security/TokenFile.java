package dev.trainyard.server.security;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @throws TrainyardException {@code store_unavailable}, with a sentence for the operator, if there can be none
   */
  public static AccessToken open(Path dataFolder, SecureRandom random) {
    Path file = dataFolder.resolve("token");
    try {
      if (!Files.exists(file)) {
        write(file, random);
      }
      String value = Files.readString(file).strip();
      if (!value.matches("[\\x21-\\x7e]{16,256}")) {
        throw refused("%s is no token of 16 to 256 visible characters; delete it to have a new one made.", file, null);
      }
      return new AccessToken(value);
    } catch (IOException failure) {
      throw refused("The token in %s cannot be read or written; let the server's user read and write the data folder.",
          file, failure);
    }
  }

  private static TrainyardException refused(String sentence, Path file, @Nullable Throwable cause) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence.formatted(file), Map.of(), cause);
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

package dev.trainyard.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  @TempDir
  Path folder;

  private String refusal(Path dataFolder) {
    return assertThrows(TrainyardException.class, () -> TokenFile.open(dataFolder, new SecureRandom())).detail();
  }

  @Test
  @DisplayName("the token of the first start stays")
  void staysTheSame() {
    String first = TokenFile.open(folder, new SecureRandom()).value();
    assertEquals(first, TokenFile.open(folder, new SecureRandom()).value());
  }

  @Test
  @DisplayName("a token that cannot be written, read or used is told in a sentence, not by a trace of calls")
  void isToldInASentence() throws IOException {
    String unwritable = refusal(folder.resolve("absent"));
    assertTrue(unwritable.contains("let the server's user read and write"), unwritable);
    Path token = Files.createDirectory(folder.resolve("token"));
    String unreadable = refusal(folder);
    assertTrue(unreadable.contains("let the server's user read and write"), unreadable);
    Files.delete(token);
    Files.writeString(token, "short");
    String useless = refusal(folder);
    assertTrue(useless.contains("delete it to have a new one made"), useless);
  }
}

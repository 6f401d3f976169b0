package dev.trainyard.local.store;

import com.google.crypto.tink.Aead;
import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals the values of variables. A sealed value opens only for the bot, stage and name that it was sealed for.
 * Thread-safe.
 */
final class VariableCipher {
  private final VariableKey key;

  VariableCipher(VariableKey key) {
    this.key = key;
  }

  byte[] seal(VariableValue value, BotId bot, Stage stage, VariableName name) {
    try {
      return key.existingOrNew().encrypt(value.text().getBytes(StandardCharsets.UTF_8), place(bot, stage, name));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("Tink does not encrypt", failed);
    }
  }

  /**
   * Opens a sealed value.
   *
   * @throws TrainyardException {@code store_unavailable} if the key is missing or another one, or the row was tampered
   * with
   */
  VariableValue open(byte[] sealed, BotId bot, Stage stage, VariableName name) {
    Aead aead = key.existing().orElseThrow(() -> unavailable(
        "There are encrypted variables, but their key %s is missing; put it back from a backup, or set %s to it."
            .formatted(key.source(), VariableKey.SETTING)));
    try {
      return new VariableValue(new String(aead.decrypt(sealed, place(bot, stage, name)), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException _) {
      throw unavailable("Variable %s on %s does not open with the key of %s; start with the key that encrypted it."
          .formatted(name, stage.text(), key.source()));
    }
  }

  /** No part holds a zero, so no two places look the same. */
  private static byte[] place(BotId bot, Stage stage, VariableName name) {
    return String.join("\0", "variable", bot.value(), stage.text(), name.value()).getBytes(StandardCharsets.UTF_8);
  }

  private static TrainyardException unavailable(String sentence) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence);
  }
}

package dev.trainyard.local.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key that seals variables: a Tink keyset as JSON in Base64, from the settings or from a file that only the
 * server's user can read. Thread-safe.
 */
final class VariableKey {
  static final String FILE = "variables.key";
  static final String SETTING = "TRAINYARD_VARIABLES_KEY";

  private final Path folder;
  private final Path file;
  private final Optional<String> given;
  private @Nullable Aead aead;

  VariableKey(StoreSettings settings) {
    this.folder = settings.folder();
    this.file = folder.resolve(FILE);
    this.given = settings.variablesKey();
  }

  /**
   * The key, if there is one.
   *
   * @return empty if none is given and the file is absent
   * @throws TrainyardException {@code store_unavailable} if what is there is no key
   */
  synchronized Optional<Aead> existing() {
    if (aead == null) {
      aead = read().map(this::parse).orElse(null);
    }
    return Optional.ofNullable(aead);
  }

  /** The key; a new one is kept in the file, and on the disk, before this returns. */
  synchronized Aead existingOrNew() {
    return existing().orElseGet(() -> {
      write(generate());
      return existing().orElseThrow();
    });
  }

  /** Where the key comes from, for errors. */
  String source() {
    return given.isPresent() ? SETTING : file.toString();
  }

  private Optional<String> read() {
    try {
      return given.isPresent() || !Files.exists(file) ? given : Optional.of(Files.readString(file));
    } catch (IOException failed) {
      throw unavailable("The variables' key %s cannot be read; let the server's user read it.", failed);
    }
  }

  /** What Tink says about a bad key stays out of the error: it could quote the key. */
  private Aead parse(String text) {
    try {
      AeadConfig.register();
      String json = new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
      return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException | RuntimeException _) {
      throw unavailable("%s holds no key for variables; put back the key from a backup.", null);
    }
  }

  private static String generate() {
    try {
      AeadConfig.register();
      KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      String json = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
      return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Tink makes no AES-GCM key", impossible);
    }
  }

  /** Complete on the disk before it has its name: half a key would lose every value sealed with it. */
  private void write(String key) {
    Path draft = file.resolveSibling(FILE + ".new");
    try {
      Files.deleteIfExists(draft);
      try (FileChannel channel = FileChannel.open(draft,
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer bytes = ByteBuffer.wrap((key + '\n').getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      DataFolder.force(folder);
    } catch (IOException failed) {
      throw unavailable("The variables' key %s cannot be written; free space and let the server's user write there.",
          failed);
    }
  }

  private TrainyardException unavailable(String sentence, @Nullable Throwable cause) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence.formatted(source()), Map.of(), cause);
  }
}

package dev.trainyard.aws.runtimeapi;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.FunctionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Folders with the code of functions, below the build's folder. Thread-safe. */
final class CodeFolders {
  private final CodeStore codes;
  private final Path folder = Path.of("target", "runtime-api", "code").toAbsolutePath();

  CodeFolders(CodeStore codes) {
    this.codes = codes;
  }

  /** The folder for {@code /var/task}. */
  Path of(FunctionSpec spec) {
    try {
      Path made = Files.createDirectories(folder.resolve(spec.code().value()));
      Path file = made.resolve("handler.py");
      if (!Files.exists(file)) {
        Path whole = Files.write(Files.createTempFile(folder, "handler", ".py"),
            codes.get(spec.code()).orElseThrow());
        whole.toFile().setReadable(true, false);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return made;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}

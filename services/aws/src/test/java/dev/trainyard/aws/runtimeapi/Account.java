package dev.trainyard.aws.runtimeapi;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was published, for all engines alike. Thread-safe. */
final class Account {
  private final CodeStore codes;
  private final Path folder = Path.of("target", "runtime-api", "code").toAbsolutePath();
  private final Map<NodeFunction, List<FunctionSpec>> published = new HashMap<>();

  Account(CodeStore codes) {
    this.codes = codes;
  }

  /** Publishes; numbers are given once and for all. */
  synchronized FunctionVersion publish(NodeFunction function, FunctionSpec spec) {
    if (code(spec).isEmpty()) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The code " + spec.code() + " is nowhere.");
    }
    List<FunctionSpec> versions = published.computeIfAbsent(function, _ -> new ArrayList<>());
    if (!versions.contains(spec)) {
      versions.add(spec);
    }
    return new FunctionVersion(function, spec, Integer.toString(versions.indexOf(spec) + 1));
  }

  /** The folder with a spec's code. */
  Optional<Path> code(FunctionSpec spec) {
    return codes.get(spec.code()).map(code -> {
      try {
        Path made = Files.createDirectories(folder.resolve(spec.code().value()));
        Path file = made.resolve("handler.py");
        if (!Files.exists(file)) {
          Path whole = Files.write(Files.createTempFile(folder, "handler", ".py"), code);
          whole.toFile().setReadable(true, false);
          Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return made;
      } catch (IOException unusable) {
        throw new UncheckedIOException(unusable);
      }
    });
  }
}

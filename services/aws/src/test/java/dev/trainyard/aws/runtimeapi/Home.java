package dev.trainyard.aws.runtimeapi;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.engine.EngineContract.Capability;
import dev.trainyard.engine.FunctionEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One engine and what surrounds it, shared by all suites that run through {@code /opt/bootstrap}. */
final class Home {
  static final String EMULATOR_SETTING = "TRAINYARD_RIE";
  static final CodeStore CODES = new CodeStore() {
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public Digest put(byte[] blob) {
      Digest digest = Digest.of(blob);
      blobs.put(digest, blob.clone());
      return digest;
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
      return Optional.ofNullable(blobs.get(digest)).map(byte[]::clone);
    }
  };
  private static final Account ACCOUNT = new Account(CODES);
  private static @Nullable FunctionEngine shared;
  private static @Nullable FunctionEngine emulated;

  private Home() {
  }

  /** What Lambda cannot do: it answers all that come, gives 4 KB of log, and stops nothing. */
  static EnumSet<Capability> capabilities() {
    return EnumSet.complementOf(
        EnumSet.of(Capability.TURNS_AWAY, Capability.KEEPS_WHOLE_LOG, Capability.STOPS_DRAFTS));
  }

  static FunctionEngine open() {
    return new RuntimeApiEngine(ACCOUNT, function -> new ExecutionEnvironment(function, InstantSource.system()));
  }

  /** Where {@link #EMULATOR_SETTING} names AWS's interface emulator. */
  static Optional<Path> interfaceEmulator() {
    return Optional.ofNullable(System.getProperty(EMULATOR_SETTING, System.getenv(EMULATOR_SETTING)))
        .filter(name -> !name.isBlank()).map(Path::of);
  }

  static FunctionEngine openInterfaceEmulator() {
    Path program = interfaceEmulator().orElseThrow().toAbsolutePath();
    return new RuntimeApiEngine(ACCOUNT, function -> new InterfaceEmulator(function, program));
  }

  static synchronized FunctionEngine sharedInterfaceEmulator() {
    FunctionEngine known = emulated;
    if (known == null) {
      known = openInterfaceEmulator();
      System.out.println("Through the interface emulator, without " + EnumSet.complementOf(capabilities()));
      emulated = known;
      Runtime.getRuntime().addShutdownHook(new Thread(known::close));
    }
    return known;
  }

  static synchronized FunctionEngine shared() {
    FunctionEngine known = shared;
    if (known == null) {
      known = open();
      System.out.println("Through /opt/bootstrap, without " + EnumSet.complementOf(capabilities()));
      shared = known;
      Runtime.getRuntime().addShutdownHook(new Thread(known::close));
    }
    return known;
  }
}

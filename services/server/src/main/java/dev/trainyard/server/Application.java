package dev.trainyard.server;

import dev.trainyard.error.TrainyardException;
import dev.trainyard.server.config.CommandLineArguments;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.config.Setting;
import dev.trainyard.server.config.SettingSource;
import dev.trainyard.server.config.SettingsException;
import dev.trainyard.server.wiring.HomeAdapters;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The process: reads the command line, starts the server, and ends it cleanly. */
public final class Application {
  /** A setting or the command line is wrong. */
  private static final int WRONG_USE = 2;
  /** The server could not start. */
  private static final int FAILED = 1;

  private Application() {
  }

  /**
   * Starts the server.
   *
   * @param arguments as {@code --help} lists them
   */
  public static void main(String[] arguments) {
    switch (CommandLineArguments.parse(ProductVersion.current(), arguments)) {
      case CommandLineArguments.Print(String text) -> System.out.print(text);
      case CommandLineArguments.Wrong(String text) -> end(WRONG_USE, text);
      case CommandLineArguments.Start(var options) -> serve(SettingSource.ofProcess(options));
      case CommandLineArguments.Rehearse(var options) -> rehearse(SettingSource.ofProcess(onThisMachine(options)));
    }
  }

  private static void serve(SettingSource source) {
    TrainyardServer server = started(source);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
      server.close();
      ended.countDown();
    }));
    System.out.print(server.greeting());
    System.out.flush();
    server.visitPage();
    awaitUninterruptibly(ended);
  }

  private static void rehearse(SettingSource source) {
    try (TrainyardServer server = started(source)) {
      server.rehearse();
    } catch (IOException failure) {
      throw end(FAILED, "The rehearsal failed: " + failure.getMessage());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  /** A rehearsal makes a bot: never where real ones are. */
  private static Map<String, String> onThisMachine(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put(Setting.ENGINE.option(), "local");
    all.put(Setting.STORE.option(), "local");
    return all;
  }

  private static TrainyardServer started(SettingSource source) {
    try {
      return TrainyardServer.start(ServerSettings.read(source), HomeAdapters::open);
    } catch (SettingsException wrong) {
      throw end(WRONG_USE, String.valueOf(wrong.getMessage()));
    } catch (StartException | TrainyardException refusal) {
      throw end(FAILED, String.valueOf(refusal.getMessage()));
    }
  }

  private static RuntimeException end(int code, String text) {
    System.err.println(text.strip());
    System.exit(code);
    return new IllegalStateException("the process has ended");
  }

  private static void awaitUninterruptibly(CountDownLatch ended) {
    boolean over = false;
    while (!over) {
      try {
        ended.await();
        over = true;
      } catch (InterruptedException _) {
        // Only the shutdown ends the process.
      }
    }
  }
}

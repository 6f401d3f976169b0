package dev.trainyard.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All settings, checked.
 *
 * @param http where to listen
 * @param homes what runs code, and where bots are kept
 * @param dataFolder where everything is kept
 * @param cacheFolder where is what can be made again
 * @param token what callers send; empty: kept in the data folder
 * @param sample whether to make the sample bot in a new data folder
 * @param allowDegraded whether to listen beyond this machine though node code cannot be isolated fully
 * @param variablesKey the key of the variables; empty: kept in the data folder
 * @param turns how turns are treated
 * @param longestRunWait how long a run may wait for its start
 * @param releasesKept how many releases of a bot are kept
 * @param leftoversKept how long functions outlive what was deleted
 * @param mostImportBytes the most bytes of one import
 */
public record ServerSettings(Http http, Homes homes, Path dataFolder, Path cacheFolder, Optional<String> token,
    boolean sample, boolean allowDegraded, Optional<String> variablesKey, Turns turns, Duration longestRunWait,
    int releasesKept, Duration leftoversKept, int mostImportBytes) {

  /**
   * Where to listen.
   *
   * @param host address
   * @param port 0 for any
   * @param names further names of the server, lower case
   */
  public record Http(String host, int port, List<String> names) {
    public Http {
      names = List.copyOf(names);
    }
  }

  /**
   * How turns are treated.
   *
   * @param recorded whether each is kept
   * @param kept how long
   * @param mostBytes about how much space they may take
   * @param longestWait how long one may wait for its start
   * @param stateCharacters the most characters of each state object
   */
  public record Turns(boolean recorded, Duration kept, long mostBytes, Duration longestWait, int stateCharacters) {
  }

  /**
   * Reads and checks all settings.
   *
   * @param source where they are looked up
   * @return the settings
   * @throws SettingsException with every problem
   */
  public static ServerSettings read(SettingSource source) {
    SettingReader read = new SettingReader(source);
    Http http = new Http(
        read.text(Setting.HTTP_HOST, "an address or a host name", text -> text.matches("[A-Za-z0-9.:_-]{1,253}")),
        read.number(Setting.HTTP_PORT, 0, 65_535),
        read.list(Setting.HTTP_NAMES, "host names", text -> text.matches("[A-Za-z0-9._-]{1,253}")).stream()
            .map(name -> name.toLowerCase(Locale.ROOT)).toList());
    Path data = read.folder(Setting.DATA_DIR).orElseThrow();
    Homes homes = HomesReader.read(read, source);
    ServerSettings settings = new ServerSettings(http, homes, data,
        read.folder(Setting.CACHE_DIR).orElseGet(() -> data.resolve("cache")),
        read.secret(Setting.TOKEN, "16 to 256 visible characters of ASCII, no spaces",
            text -> text.matches("[\\x21-\\x7e]{16,256}")),
        read.flag(Setting.SAMPLE), read.flag(Setting.ALLOW_DEGRADED),
        read.secret(Setting.VARIABLES_KEY, "Base64", text -> text.matches("[A-Za-z0-9+/=_-]{16,65536}")), turns(read),
        Duration.ofMillis(read.number(Setting.RUN_WAIT_MILLISECONDS, 1, 60_000)),
        read.number(Setting.RELEASE_KEEP, 2, 1_000),
        Duration.ofMinutes(read.number(Setting.LEFTOVER_MINUTES, 0, 10_080)),
        read.number(Setting.IMPORT_MEGABYTES, 8, 256) * 1024 * 1024);
    read.finish();
    return settings;
  }

  private static Turns turns(SettingReader read) {
    return new Turns(read.flag(Setting.TURN_LOG_ENABLED), Duration.ofDays(read.number(Setting.TURN_LOG_DAYS, 1, 3_650)),
        read.number(Setting.TURN_LOG_MEGABYTES, 1, 1_000_000) * 1024L * 1024L,
        Duration.ofMillis(read.number(Setting.TURN_WAIT_MILLISECONDS, 1, 60_000)),
        read.number(Setting.TURN_STATE_CHARACTERS, 2, 1_000_000));
  }
}

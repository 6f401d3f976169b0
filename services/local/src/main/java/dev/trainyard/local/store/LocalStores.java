package dev.trainyard.local.store;

import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.release.ReleaseStore;
import dev.trainyard.release.StageStore;
import dev.trainyard.release.TrainingStore;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.variable.VariableStore;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * All stores of one machine, in one data folder that is this server's alone. What a store acknowledged survives a power
 * cut; only of the turn log a power cut may take the latest turns. The stores are thread-safe, and refuse everything
 * with {@code store_unavailable} once this is closed.
 */
public final class LocalStores implements AutoCloseable {
  private static final String MAIN_FILE = "trainyard.db";

  private final List<AutoCloseable> opened;
  private final SqlFile main;
  private final SqliteTurnLog turns;
  private final SqliteVariableStore variables;
  private final SqliteTrainingStore trainings;

  private LocalStores(List<AutoCloseable> opened, SqlFile main, SqlFile turnFile, StoreSettings settings) {
    this.opened = List.copyOf(opened);
    this.main = main;
    this.turns = new SqliteTurnLog(turnFile);
    this.variables = new SqliteVariableStore(main, new VariableCipher(new VariableKey(settings)));
    this.trainings = new SqliteTrainingStore(main);
  }

  /**
   * Whether nothing was ever stored in a folder.
   *
   * @param settings which folder
   * @return true before the stores are opened there for the first time
   */
  public static boolean isNew(StoreSettings settings) {
    return Files.notExists(settings.folder().resolve(MAIN_FILE));
  }

  /**
   * Opens a data folder, which is made if it is absent. Trainings that an earlier server left running are ended as
   * interrupted.
   *
   * @param settings where, and limits
   * @param clock tells when those trainings ended
   * @return to be closed
   * @throws dev.trainyard.error.TrainyardException {@code store_unavailable} if the folder is in use, damaged, of a
   * newer version or cannot be written, or the key of its variables is missing or wrong; the detail says what to do
   */
  public static LocalStores open(StoreSettings settings, InstantSource clock) {
    List<AutoCloseable> opened = new ArrayList<>();
    boolean open = false;
    try {
      opened.addFirst(DataFolder.take(settings.folder()));
      SqlFile main = SqlFile.open(settings.folder().resolve(MAIN_FILE), Schema.STORES, SqlFile.Sync.FULL, settings);
      opened.addFirst(main);
      SqlFile turnFile = SqlFile.open(settings.folder().resolve("turns.db"), Schema.TURNS, SqlFile.Sync.NORMAL,
          settings);
      opened.addFirst(turnFile);
      LocalStores stores = new LocalStores(opened, main, turnFile, settings);
      stores.variables.checkKey();
      stores.trainings.interruptAll(clock.instant());
      open = true;
      return stores;
    } finally {
      if (!open) {
        opened.forEach(SqlFailures::close);
      }
    }
  }

  /** Finishes what waits to be read or written, then lets the folder go. Repeating it is fine. */
  @Override
  public void close() {
    opened.forEach(SqlFailures::close);
  }

  /** The bots. */
  public BotStore bots() {
    return new SqliteBotStore(main, turns);
  }

  /** The nodes. */
  public NodeStore nodes() {
    return new SqliteNodeStore(main);
  }

  /** What was saved of the nodes' code. */
  public DraftStore drafts() {
    return new SqliteDraftStore(main);
  }

  /** The sample inputs. */
  public SampleStore samples() {
    return new SqliteSampleStore(main);
  }

  /** The blobs. */
  public CodeStore codes() {
    return new SqliteCodeStore(main);
  }

  /** The variables, encrypted. */
  public VariableStore variables() {
    return variables;
  }

  /** The releases. */
  public ReleaseStore releases() {
    return new SqliteReleaseStore(main);
  }

  /** The stages' pointers. */
  public StageStore stages() {
    return new SqliteStageStore(main);
  }

  /** The trainings. */
  public TrainingStore trainings() {
    return trainings;
  }

  /** The latest turns. */
  public TurnLog turns() {
    return turns;
  }
}

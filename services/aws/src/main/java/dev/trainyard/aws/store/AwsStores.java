package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.ReleaseStore;
import dev.trainyard.release.StageStore;
import dev.trainyard.release.TrainingStore;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.variable.VariableStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * All stores of the AWS home: one table, one bucket, and parameters. Any number of servers share them. The stores are
 * thread-safe; what one acknowledged, all servers see.
 */
public final class AwsStores implements AutoCloseable {
  private static final int CALLS_AT_ONCE = 32;
  private static final int NODES_AT_ONCE = 4;

  private final Parallel parallel = new Parallel(CALLS_AT_ONCE, Duration.ofSeconds(30));
  private final Parallel nodesAtOnce = new Parallel(NODES_AT_ONCE, Duration.ofMinutes(10));
  private final Places places;
  private final Table table;
  private final S3CodeStore codes;
  private final LargeTexts texts;
  private final SsmVariableStore variables;
  private final Removals removals;
  private final DynamoDbBotStore bots;
  private final DynamoDbTurnLog turns;

  private AwsStores(AwsClients clients, AwsSettings settings, Duration turnsKept, InstantSource clock) {
    Parameters parameters = new Parameters(clients.ssm(), clients.pace(), settings.prefix(), settings.kmsKey());
    this.places = new Places(clients, settings, parameters);
    this.table = new Table(clients.dynamoDb(), settings.table(), parallel);
    this.codes = new S3CodeStore(clients.s3(), settings.bucket());
    this.texts = new LargeTexts(codes);
    this.variables = new SsmVariableStore(table, parameters);
    this.removals = new Removals(table, parallel, nodesAtOnce, rest(parameters));
    this.bots = new DynamoDbBotStore(table, texts, removals);
    this.turns = new DynamoDbTurnLog(table, parallel, bots::list, turnsKept, clock);
  }

  private Removals.Rest rest(Parameters parameters) {
    return new Removals.Rest() {
      @Override
      public void removeValues(BotId bot) {
        parameters.deleteAll(bot);
      }

      @Override
      public void removeTurns(BotId bot) {
        turns.forget(bot);
      }
    };
  }

  /**
   * Opens the stores: looks whether table, bucket and parameters are there and may be used, and makes table and bucket
   * if the settings say so. Goes on, later, with deletions that a server left unfinished when it died.
   *
   * @param clients stay the caller's to close, after this
   * @param settings names
   * @param turnsKept how long turns are kept
   * @param clock tells which turns are too old
   * @return to be closed
   * @throws TrainyardException {@code store_unavailable}; the detail is one line that names the setting or the denied
   * action
   */
  public static AwsStores open(AwsClients clients, AwsSettings settings, Duration turnsKept, InstantSource clock) {
    AwsStores stores = new AwsStores(clients, settings, turnsKept, clock);
    try {
      stores.places.prepare();
      stores.removals.resume();
      return stores;
    } catch (RuntimeException failure) {
      stores.close();
      throw failure;
    }
  }

  /**
   * Whether nothing was ever stored.
   *
   * @return true if this made the table
   */
  public boolean isNew() {
    return places.isNew();
  }

  /**
   * Asks every service whether it answers. Makes one call of each.
   *
   * @return one entry a service
   */
  public List<ServiceHealth> health() {
    return parallel.call(List.of(() -> health("DynamoDB", places::checkTable),
        () -> health("S3", places::checkBucket), () -> health("SSM", places::checkParameters)));
  }

  private static ServiceHealth health(String service, Runnable check) {
    try {
      check.run();
      return new ServiceHealth(service, Optional.empty());
    } catch (TrainyardException failure) {
      return new ServiceHealth(service, Optional.of(failure.detail()));
    }
  }

  /** Stops what goes on in the background. Repeating it is fine. */
  @Override
  public void close() {
    nodesAtOnce.close();
    parallel.close();
  }

  /** The bots. */
  public BotStore bots() {
    return bots;
  }

  /** The nodes. */
  public NodeStore nodes() {
    return new DynamoDbNodeStore(table, removals);
  }

  /** What was saved of the nodes' code. */
  public DraftStore drafts() {
    return new DynamoDbDraftStore(table);
  }

  /** The sample inputs. */
  public SampleStore samples() {
    return new DynamoDbSampleStore(table);
  }

  /** The blobs. */
  public CodeStore codes() {
    return codes;
  }

  /** The variables, their values in SSM. */
  public VariableStore variables() {
    return variables;
  }

  /** The releases. */
  public ReleaseStore releases() {
    return new DynamoDbReleaseStore(table);
  }

  /** The stages' pointers. */
  public StageStore stages() {
    return new DynamoDbStageStore(table);
  }

  /** The trainings. */
  public TrainingStore trainings() {
    return new DynamoDbTrainingStore(table, texts);
  }

  /** The latest turns. */
  public TurnLog turns() {
    return turns;
  }
}

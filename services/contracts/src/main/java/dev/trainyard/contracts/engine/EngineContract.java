package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.OutcomeJudge;
import dev.trainyard.turn.TurnOutcome;
import dev.trainyard.turn.TurnOutcome.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What all suites of engines share: how the subject is got, and how nodes are published and invoked. Functions of the
 * suites belong to one bot, so that they live as close together as an engine lets them.
 */
public abstract class EngineContract {
  /** Writes and reads JSON in tests. */
  protected static final ObjectMapper JSON = new ObjectMapper();
  private static final BotId BOT = new BotId("suite-" + UUID.randomUUID());
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What an engine may lack. */
  public enum Capability {
    /** Turns that follow each other find what the code kept in its globals. */
    KEEPS_LOADED_CODE("keeping loaded code"),
    /** Turns invocations away when too many are running; without it, all of them are answered. */
    TURNS_AWAY("turning too many away"),
    /** A fault of loading tells its line. */
    TELLS_LINE_OF_LOAD_FAULT("the line of a fault of loading"),
    /** The log has the whole output up to 256 KiB; without it, its last 4 KB. */
    KEEPS_WHOLE_LOG("the whole log"),
    /** What runs for one node of a bot does not show to another node of that bot, not even its command line. */
    HIDES_PROCESSES_WITHIN_A_BOT("processes hidden within a bot"),
    /** A stopped draft is really stopped; without it, only the wait for it ends. */
    STOPS_DRAFTS("stopping a draft"),
    /** The code sees the id of the request; without it, one that the platform gave. The log tells the request's. */
    GIVES_REQUEST_ID("the request's id for the code"),
    /** The machine is closed to node code; without it, the walls around the code are not those of the platform. */
    CLOSES_THE_MACHINE("a closed machine"),
    /** The log's report has the memory that was used and the time of loading; without it, neither is known. */
    MEASURES("memory and time of loading");

    private final String text;

    Capability(String text) {
      this.text = text;
    }

    /** The capability in words. */
    String text() {
      return text;
    }
  }

  /**
   * The subject and what surrounds it.
   *
   * @return the same throughout a test
   */
  protected abstract EngineHome home();

  @BeforeEach
  final void tellLacks() {
    if (TOLD.add(home().name())) {
      new TreeMap<>(home().lacks()).forEach((capability, why) -> System.out
          .println("Engine suites through " + home().name() + " do without " + capability.text() + ": " + why));
    }
  }

  @AfterEach
  final void closeHome() {
    home().close();
  }

  /**
   * The engine under test.
   *
   * @return the subject
   */
  protected final FunctionEngine engine() {
    return home().engine();
  }

  /**
   * Whether the subject can do something.
   *
   * @param capability what
   * @return true, unless its home says otherwise
   */
  protected final boolean can(Capability capability) {
    return !home().lacks().containsKey(capability);
  }

  /**
   * How long anything may take that is not asked to take long, on a busy machine and with a process to start.
   *
   * @return much less than the usual time limit of 20 s
   */
  protected Duration normalTime() {
    return Duration.ofSeconds(8);
  }

  /**
   * How many invocations at once are surely more than the subject takes and queues.
   *
   * @return a number
   */
  protected int tooMany() {
    return 200;
  }

  /**
   * A function that was never published.
   *
   * @return of the suite's bot
   */
  protected static NodeFunction function() {
    return function(BOT);
  }

  /**
   * A function that was never published.
   *
   * @param bot whose
   * @return a new node's
   */
  protected static NodeFunction function(BotId bot) {
    return new NodeFunction(bot, new NodeId("n-" + UUID.randomUUID()), new BotName("suite"), new NodeName("NODE"));
  }

  /**
   * Puts code into the store.
   *
   * @param code any
   * @param timeoutSeconds its time limit
   * @return with 128 MB
   */
  protected FunctionSpec spec(NodeCode code, int timeoutSeconds) {
    return new FunctionSpec(home().codes().put(code.bytes()), home().catalog().runtime(), home().catalog().layers(),
        Duration.ofSeconds(timeoutSeconds), new MemorySize(128));
  }

  /**
   * Puts a node file into the code store.
   *
   * @param file such as {@code semantics/reply}
   * @return with the usual limits, 20 s and 128 MB
   */
  protected FunctionSpec spec(String file) {
    return spec(NodeFiles.code(file), 20);
  }

  /**
   * Publishes a node file as a new function.
   *
   * @param file such as {@code semantics/reply}
   * @return its version
   */
  protected FunctionVersion published(String file) {
    return engine().publish(function(), spec(file));
  }

  /**
   * A request with an id of its own.
   *
   * @param body the event's body
   * @return willing to wait
   */
  protected static InvocationRequest request(String body) {
    return request(body, PATIENCE);
  }

  /**
   * A request with an id of its own.
   *
   * @param body the event's body
   * @param longestWait how long it may wait for its start
   * @return the request
   */
  protected static InvocationRequest request(String body, Duration longestWait) {
    String event = JsonNodeFactory.instance.objectNode().put("body", body).toString();
    return new InvocationRequest(UUID.randomUUID().toString(), Payload.of(event), longestWait);
  }

  /**
   * Takes a turn with a small body.
   *
   * @param version of what
   * @return what became of it
   */
  protected Invocation turn(FunctionVersion version) {
    return engine().invoke(version, request("{\"node\": \"NODE\"}"));
  }

  /**
   * Judges an invocation as a turn does.
   *
   * @param invocation any
   * @return its one outcome
   */
  protected static TurnOutcome outcome(Invocation invocation) {
    return OutcomeJudge.judge(invocation, Limits.DEFAULT);
  }

  /**
   * Expects a reply.
   *
   * @param invocation any
   * @return its first message
   */
  protected static String answer(Invocation invocation) {
    return assertInstanceOf(Reply.class, outcome(invocation), invocation::toString).response().get(0).asText();
  }

  /**
   * Expects a reply whose first message is JSON.
   *
   * @param invocation any
   * @return that JSON
   */
  protected static JsonNode observations(Invocation invocation) {
    try {
      return JSON.readTree(answer(invocation));
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }

  /**
   * Expects a cause.
   *
   * @param cause what ended it
   * @param invocation any
   * @return the invocation
   */
  protected static Invocation.Ended ended(Invocation.Cause cause, Invocation invocation) {
    Invocation.Ended ended = assertInstanceOf(Invocation.Ended.class, invocation);
    assertTrue(ended.cause() == cause, ended.toString());
    return ended;
  }

  /**
   * The log of an invocation that got as far as having one.
   *
   * @param invocation any
   * @return what was written
   */
  protected static InvocationLog log(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned returned -> returned.log();
      case Invocation.Errored errored -> errored.log();
      case Invocation.Ended ended -> ended.log();
      case Invocation.Unavailable unavailable -> throw new AssertionError(unavailable);
      case Invocation.Overloaded overloaded -> throw new AssertionError(overloaded);
    };
  }
}

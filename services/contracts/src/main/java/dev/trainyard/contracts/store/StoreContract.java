package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.Stores;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.function.Executable;

/** What all suites of stores share: how the subject is got, and things to put into it. */
public abstract class StoreContract {
  /** A moment, in whole milliseconds. */
  protected static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  /** Somebody, whose name is not ASCII. */
  protected static final Author ADA = new Author("Ada Lovelace é 🚂");

  /** What a set of stores may lack. */
  public enum Capability {
    /** {@code TurnLog.prune} keeps within its number of bytes; without it, turns go by age alone. */
    PRUNES_TURNS_BY_SIZE
  }

  /**
   * The stores under test, the same ones throughout a test. Their storage may hold what other tests made.
   *
   * @return the subject
   */
  protected abstract Stores stores();

  /**
   * The same storage as another server sees it, or this one after a restart.
   *
   * @return other instances where storage outlives an instance
   */
  protected Stores reopen() {
    return stores();
  }

  /**
   * What the adapter can do.
   *
   * @return everything, unless it says otherwise
   */
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  /**
   * A text that no other test uses.
   *
   * @return 32 lower-case hexadecimal digits
   */
  protected static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * A bot that is stored nowhere yet.
   *
   * @param name its name
   * @return at revision 1
   */
  protected static Bot bot(String name) {
    return new Bot(new BotId(unique()), new BotName(name), BotSettings.DEFAULT, 1, AT);
  }

  /**
   * Stores a new bot.
   *
   * @return as it is stored
   */
  protected Bot storedBot() {
    Bot bot = bot("bot-" + unique());
    stores().bots().create(bot);
    return bot;
  }

  /**
   * A node that is stored nowhere yet.
   *
   * @param bot whose
   * @param name its name
   * @return at revision 1
   */
  protected static Node node(Bot bot, String name) {
    return new Node(new NodeId(unique()), bot.id(), new NodeName(name), NodeSettings.DEFAULT, 1, AT);
  }

  /**
   * Stores a new node.
   *
   * @param bot whose
   * @param name its name
   * @return as it is stored
   */
  protected Node storedNode(Bot bot, String name) {
    Node node = node(bot, name);
    stores().nodes().create(node);
    return node;
  }

  /**
   * A revision of a draft without problems.
   *
   * @param node whose
   * @param revision its number
   * @return stored nowhere yet
   */
  protected static DraftRevision draft(NodeId node, int revision) {
    return new DraftRevision(node, revision, Digest.of(node + "@" + revision), ADA, AT.plusSeconds(revision),
        Optional.empty(), List.of());
  }

  /**
   * Expects a refusal.
   *
   * @param code for this reason
   * @param call of this call
   * @return the refusal
   */
  protected static TrainyardException refused(ErrorCode code, Executable call) {
    TrainyardException thrown = assertThrows(TrainyardException.class, call);
    assertEquals(code, thrown.code(), thrown.detail());
    return thrown;
  }
}

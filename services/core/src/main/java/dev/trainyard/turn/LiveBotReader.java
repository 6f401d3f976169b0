package dev.trainyard.turn;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.FailureListener;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleaseStore;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StageStore;
import dev.trainyard.variable.VariableStore;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Reads from the stores what turns of a bot need, and of that only what changed since it was last read. Thread-safe:
 * its cache of manifests has a lock, everything else is the stores'.
 */
public final class LiveBotReader {
  private static final int MOST_MANIFESTS = 64;

  private final BotStore bots;
  private final StageStore stages;
  private final ReleaseStore releases;
  private final CodeStore blobs;
  private final VariableStore variables;
  private final Function<byte[], Manifest> manifestReader;
  private final FailureListener failures;
  private final SequencedMap<Digest, Manifest> manifests = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A reader.
   *
   * @param bots settings
   * @param stages pointers
   * @param releases which manifest a release has
   * @param blobs the manifests
   * @param variables values
   * @param manifestReader decodes a manifest
   * @param failures hears of what could be done without
   */
  public LiveBotReader(BotStore bots, StageStore stages, ReleaseStore releases, CodeStore blobs,
      VariableStore variables, Function<byte[], Manifest> manifestReader, FailureListener failures) {
    this.bots = bots;
    this.stages = stages;
    this.releases = releases;
    this.blobs = blobs;
    this.variables = variables;
    this.manifestReader = manifestReader;
    this.failures = failures;
  }

  /**
   * Reads a bot.
   *
   * @param name which
   * @param last what was read last, empty if nothing was
   * @return the bot as it is now, empty if there is none
   * @throws TrainyardException {@code store_unavailable}
   */
  Optional<LiveBot> read(BotName name, Optional<LiveBot> last) {
    return bots.find(name).map(bot -> {
      Optional<LiveBot> same = last.filter(live -> live.bot().id().equals(bot.id()));
      Bot newest = same.map(LiveBot::bot).filter(read -> read.revision() > bot.revision()).orElse(bot);
      return new LiveBot(newest, stage(bot.id(), Stage.STAGING, same.flatMap(LiveBot::staging)),
          stage(bot.id(), Stage.PRODUCTION, same.flatMap(LiveBot::production)));
    });
  }

  /** A pointer never goes back: a store's older answer does not undo what was seen already. */
  private Optional<LiveStage> stage(BotId bot, Stage stage, Optional<LiveStage> last) {
    StagePointer pointer = stages.pointer(bot, stage);
    if (last.isPresent() && pointer.revision() <= last.get().pointer().revision()) {
      return Optional.of(last.get().with(variables(bot, stage, last.get().variables())));
    }
    if (pointer.release().isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = manifest(bot, pointer.release().getAsInt()).orElseThrow(
        () -> new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
            "Release %d of the bot cannot be read.".formatted(pointer.release().getAsInt())));
    LiveVariables known = last.map(LiveStage::variables).orElse(LiveVariables.UNREAD);
    return Optional.of(new LiveStage(pointer, manifest, earlier(bot, pointer), variables(bot, stage, known)));
  }

  private Optional<Manifest> earlier(BotId bot, StagePointer pointer) {
    if (pointer.earlier().isEmpty()) {
      return Optional.empty();
    }
    try {
      return manifest(bot, pointer.earlier().getAsInt());
    } catch (RuntimeException failure) {
      failures.failed("read the release that a roll-back would return to", failure);
      return Optional.empty();
    }
  }

  private LiveVariables variables(BotId bot, Stage stage, LiveVariables last) {
    return variables.revision(bot, stage) == last.revision()
        ? last
        : LiveVariables.of(variables.values(bot, stage));
  }

  private Optional<Manifest> manifest(BotId bot, int number) {
    return releases.find(bot, number).map(Release::manifest).flatMap(this::manifest);
  }

  private Optional<Manifest> manifest(Digest digest) {
    synchronized (manifests) {
      Manifest known = manifests.get(digest);
      if (known != null) {
        return Optional.of(known);
      }
    }
    return blobs.get(digest).map(manifestReader).map(read -> {
      synchronized (manifests) {
        manifests.put(digest, read);
        if (manifests.size() > MOST_MANIFESTS) {
          manifests.pollFirstEntry();
        }
      }
      return read;
    });
  }
}

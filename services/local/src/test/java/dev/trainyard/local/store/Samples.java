package dev.trainyard.local.store;

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
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.TurnRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** Things to store. */
final class Samples {
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");
  static final InstantSource CLOCK = InstantSource.fixed(AT.plusSeconds(3600));
  static final Author ADA = new Author("Ada");
  static final Bot BOT = new Bot(new BotId("bot-1"), new BotName("clinic"), BotSettings.DEFAULT, 1, AT);
  static final Node NODE = new Node(new NodeId("node-1"), BOT.id(), new NodeName("GREET"), NodeSettings.DEFAULT, 1, AT);

  private Samples() {
  }

  static LocalStores open(Path folder) {
    return LocalStores.open(StoreSettings.in(folder), CLOCK);
  }

  static DraftRevision draft(int revision) {
    return new DraftRevision(NODE.id(), revision, Digest.of("code " + revision), ADA, AT, Optional.empty(), List.of());
  }

  static TurnRecord turn(String id, Instant at, String log) {
    return new TurnRecord(id, BOT.id(), Stage.STAGING, NODE.name(), 1, at, Optional.empty(), 1, 2, 3, 6, "{}", "{}",
        log);
  }

  static TrainyardException refused(ErrorCode code, Executable call) {
    TrainyardException thrown = assertThrows(TrainyardException.class, call);
    assertEquals(code, thrown.code(), thrown.detail());
    return thrown;
  }
}

package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import java.time.Duration;
import java.util.Locale;

/**
 * A turn as two items: a large one under its id, and a small one that has a place in time and what lists are filtered
 * by. DynamoDB removes both when their time is over. Thread-safe: it holds no state but how long that is.
 *
 * @param kept how long turns are kept
 */
record TurnRows(Duration kept) {
  static final String STAGE = "stage";
  static final String NODE = "node";
  static final String CAUSE = "cause";
  static final String EXPIRES = "expires";

  Row whole(TurnRecord turn) {
    TurnTexts texts = new TurnTexts(turn.input().text(), turn.output().text(), turn.log().text());
    return common(Keys.turn(turn.bot(), turn.id()), turn).with("release", turn.release()).with("at", turn.at())
        .with("queue_micros", turn.queueMicros()).with("start_micros", turn.startMicros())
        .with("run_micros", turn.runMicros()).with("total_micros", turn.totalMicros()).with("texts", texts.packed());
  }

  Row place(TurnRecord turn) {
    return common(Keys.turnOrder(turn.bot(), turn.at(), turn.id()), turn);
  }

  /** Where the whole turn of a place is. */
  static Key whole(BotId bot, Row place) {
    return Keys.turn(bot, place.text("id"));
  }

  static TurnRecord turn(BotId bot, Row row) {
    TurnTexts texts = TurnTexts.unpacked(row.bytes("texts"));
    return new TurnRecord(row.text("id"), bot, Stage.parse(row.text(STAGE)), new NodeName(row.text(NODE)),
        row.integer("release"), row.instant("at"),
        row.optionalText(CAUSE).map(cause -> BreakCause.valueOf(cause.toUpperCase(Locale.ROOT))),
        row.number("queue_micros"), row.number("start_micros"), row.number("run_micros"), row.number("total_micros"),
        texts.input(), texts.output(), texts.log());
  }

  private Row common(Key key, TurnRecord turn) {
    return Row.at(key).with("id", turn.id()).with(STAGE, turn.stage().text()).with(NODE, turn.node().value())
        .withText(CAUSE, turn.cause().map(BreakCause::text))
        .with(EXPIRES, turn.at().plus(kept).getEpochSecond());
  }
}

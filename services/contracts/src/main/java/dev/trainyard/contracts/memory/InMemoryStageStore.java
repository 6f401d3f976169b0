package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StageStore;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemoryStageStore implements StageStore {
  private final Guard guard;
  private final Map<Place, StagePointer> pointers = new HashMap<>();
  private final Map<Place, NavigableMap<Integer, StageMove>> moves = new HashMap<>();

  InMemoryStageStore(Guard guard) {
    this.guard = guard;
  }

  private record Place(BotId bot, Stage stage) {
  }

  @Override
  public StagePointer pointer(BotId bot, Stage stage) {
    return guard.call("StageStore.pointer", () -> at(new Place(bot, stage)));
  }

  @Override
  public StagePointer move(BotId bot, Stage stage, StageMove move) {
    return guard.call("StageStore.move", () -> {
      Place place = new Place(bot, stage);
      StagePointer before = at(place);
      if (move.revision() != before.revision() + 1) {
        throw TrainyardException.conflict("stage " + stage.text(), before.revision());
      }
      StagePointer after = before.after(move);
      pointers.put(place, after);
      moves.computeIfAbsent(place, absent -> new TreeMap<>()).put(move.revision(), move);
      return after;
    });
  }

  @Override
  public Page<StageMove> moves(BotId bot, Stage stage, PageRequest page) {
    return guard.call("StageStore.moves",
        () -> Listing.byNumber(moves.getOrDefault(new Place(bot, stage), new TreeMap<>()), page));
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    pointers.keySet().removeIf(place -> place.bot().equals(bot));
    moves.keySet().removeIf(place -> place.bot().equals(bot));
  }

  private StagePointer at(Place place) {
    return pointers.getOrDefault(place, StagePointer.none());
  }
}

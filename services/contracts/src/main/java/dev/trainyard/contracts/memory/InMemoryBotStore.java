package dev.trainyard.contracts.memory;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Thread-safe: all state is used under the guard. */
final class InMemoryBotStore implements BotStore {
  private final Guard guard;
  private final InMemoryNodeStore nodes;
  private final List<Consumer<BotId>> dependants;
  private final TreeMap<String, Bot> bots = new TreeMap<>();

  InMemoryBotStore(Guard guard, InMemoryNodeStore nodes, List<Consumer<BotId>> dependants) {
    this.guard = guard;
    this.nodes = nodes;
    this.dependants = List.copyOf(dependants);
  }

  @Override
  public void create(Bot bot) {
    guard.run("BotStore.create", () -> {
      if (bots.putIfAbsent(bot.name().value(), bot) != null) {
        throw new TrainyardException(ErrorCode.NAME_TAKEN, "There is a bot " + bot.name() + " already.");
      }
    });
  }

  @Override
  public Optional<Bot> find(BotName name) {
    return guard.call("BotStore.find", () -> Optional.ofNullable(bots.get(name.value())));
  }

  @Override
  public Page<Bot> list(PageRequest page) {
    return guard.call("BotStore.list", () -> Listing.byText(bots, page));
  }

  @Override
  public void update(Bot bot) {
    guard.run("BotStore.update", () -> {
      Bot stored = bots.get(bot.name().value());
      if (stored == null || !stored.id().equals(bot.id())) {
        throw TrainyardException.notFound("bot " + bot.name());
      }
      if (stored.revision() != bot.revision() - 1) {
        throw TrainyardException.conflict("bot " + bot.name(), stored.revision());
      }
      bots.put(bot.name().value(), bot);
    });
  }

  @Override
  public void delete(Bot bot) {
    guard.run("BotStore.delete", () -> {
      bots.values().removeIf(stored -> stored.id().equals(bot.id()));
      nodes.forget(bot);
      dependants.forEach(dependant -> dependant.accept(bot.id()));
    });
  }
}

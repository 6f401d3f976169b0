package dev.trainyard.server.wiring;

import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotPorts;
import dev.trainyard.bot.BotTransport;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.IdSource;
import dev.trainyard.bot.Nodes;
import dev.trainyard.bot.Samples;
import dev.trainyard.variable.Variables;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What people edit: bots, nodes, code, samples, variables. */
@Factory
final class BotBeans {

  @Singleton
  Bots bots(Adapters adapters, BotChanges changes, IdSource ids, InstantSource clock) {
    return new Bots(adapters.bots(), adapters.stages(), changes, ids, clock);
  }

  @Singleton
  Nodes nodes(Bots bots, Adapters adapters, IdSource ids, InstantSource clock) {
    return new Nodes(bots, adapters.nodes(), ids, clock);
  }

  @Singleton
  Drafts drafts(Bots bots, Nodes nodes, Adapters adapters, InstantSource clock) {
    return new Drafts(bots, nodes, adapters.nodes(), adapters.drafts(), adapters.codes(), adapters.checker(),
        adapters.variables(), clock);
  }

  @Singleton
  Samples samples(Nodes nodes, Adapters adapters, InstantSource clock) {
    return new Samples(nodes, adapters.samples(), clock);
  }

  @Singleton
  BotTransport transport(Bots bots, Adapters adapters, BotChanges changes, IdSource ids, InstantSource clock) {
    BotPorts ports = new BotPorts(adapters.bots(), adapters.nodes(), adapters.drafts(), adapters.samples(),
        adapters.codes(), adapters.variables(), adapters.checker(), changes);
    return new BotTransport(bots, ports, ids, clock);
  }

  @Singleton
  Variables variables(Bots bots, Adapters adapters, BotChanges changes, InstantSource clock) {
    return new Variables(bots, adapters.variables(), adapters.nodes(), adapters.drafts(), adapters.codes(), changes,
        clock);
  }
}

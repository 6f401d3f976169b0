package dev.trainyard.bot;

import dev.trainyard.bot.BotExport.ExportedNode;
import dev.trainyard.bot.BotExport.ExportedSample;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.variable.VariableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One import. All that can be refused is found before the bot is made; if a store fails after that, the bot is removed
 * again. Confined to one thread.
 */
final class BotImport {
  private final BotPorts ports;
  private final IdSource ids;
  private final Author author;
  private final Instant at;
  private final Map<Digest, List<CodeProblem>> problems = new HashMap<>();

  BotImport(BotPorts ports, IdSource ids, Author author, Instant at) {
    this.ports = ports;
    this.ids = ids;
    this.author = author;
    this.at = at;
  }

  ImportResult run(BotExport export, BotName name) {
    if (ports.bots().find(name).isPresent()) {
      throw new TrainyardException(ErrorCode.NAME_TAKEN,
          "There is a bot %s already; say with \"into\" what the new bot is to be called.".formatted(name));
    }
    export.nodes().stream().map(ExportedNode::code).flatMap(Optional::stream).forEach(this::keep);
    Bot bot = new Bot(new BotId(ids.next()), name, export.settings(), 1, at);
    ports.bots().create(bot);
    try {
      fill(bot.id(), export);
    } catch (RuntimeException failed) {
      remove(bot, failed);
      throw failed;
    }
    ports.changes().changed(name);
    return new ImportResult(bot, export.nodes().size(),
        export.nodes().stream().mapToInt(node -> node.samples().size()).sum(),
        export.variables().stream().sorted().toList(),
        export.nodes().stream().filter(this::isWrong).map(ExportedNode::name).sorted().toList());
  }

  private void keep(NodeCode code) {
    if (!problems.containsKey(code.digest())) {
      problems.put(code.digest(), ports.checker().check(code));
      ports.codes().put(code.bytes());
    }
  }

  private void fill(BotId bot, BotExport export) {
    for (VariableName variable : export.variables()) {
      ports.variables().put(bot, variable, Map.of(), 0, author, at);
    }
    for (ExportedNode exported : export.nodes()) {
      Node node = new Node(new NodeId(ids.next()), bot, exported.name(), exported.settings(), 1, at);
      ports.nodes().create(node);
      exported.code().map(NodeCode::digest).ifPresent(digest -> ports.drafts().append(bot,
          new DraftRevision(node.id(), 1, digest, author, at, Optional.empty(), problemsOf(digest))));
      for (ExportedSample sample : exported.samples()) {
        ports.samples().put(bot, new Sample(node.id(), sample.name(), sample.input(), 1, at));
      }
    }
  }

  private void remove(Bot bot, RuntimeException failed) {
    try {
      ports.bots().delete(bot);
    } catch (RuntimeException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  private List<CodeProblem> problemsOf(Digest code) {
    return problems.getOrDefault(code, List.of());
  }

  private boolean isWrong(ExportedNode node) {
    return node.code().map(code -> !problemsOf(code.digest()).isEmpty()).orElse(false);
  }
}

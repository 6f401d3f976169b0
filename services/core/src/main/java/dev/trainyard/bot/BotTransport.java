package dev.trainyard.bot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.trainyard.bot.BotExport.ExportedNode;
import dev.trainyard.bot.BotExport.ExportedSample;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.variable.Variable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Exports bots and makes bots of exports: drafts, settings, samples and names of variables; never values, never
 * releases. Thread-safe; one export or import runs at a time, since each may hold much memory, and others are turned
 * away.
 */
public final class BotTransport {
  private final Bots bots;
  private final BotPorts ports;
  private final IdSource ids;
  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1);

  public BotTransport(Bots bots, BotPorts ports, IdSource ids, InstantSource clock) {
    this.bots = bots;
    this.ports = ports;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Exports a bot.
   *
   * @param name which
   * @return JSON, at most 64 MiB
   * @throws TrainyardException {@code not_found}, {@code too_large}, {@code overloaded} while another bot travels
   */
  public byte[] export(BotName name) {
    Bot bot = bots.find(name);
    begin();
    try {
      return write(bot);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      turn.release();
    }
  }

  /**
   * Makes a bot of an export. Drafts begin at revision 1, as the importing author's.
   *
   * @param json from {@link #export}, at most 64 MiB
   * @param into what the bot is to be called; empty for the name in the export
   * @param author who imports
   * @return what was made
   * @throws TrainyardException {@code invalid} with pointers, {@code too_large}, {@code name_taken},
   * {@code engine_unavailable} when code could not be checked, {@code overloaded} while another bot travels
   */
  public ImportResult importBot(byte[] json, Optional<BotName> into, Author author) {
    begin();
    try {
      BotExport export = BotExportJson.read(json);
      return new BotImport(ports, ids, author, clock.instant()).run(export, into.orElse(export.name()));
    } finally {
      turn.release();
    }
  }

  private void begin() {
    if (!turn.tryAcquire()) {
      throw new TrainyardException(ErrorCode.OVERLOADED, "Another bot is being exported or imported; try again.",
          Map.of("retry_after_seconds", 2));
    }
  }

  private byte[] write(Bot bot) throws IOException {
    Map<NodeId, Digest> newest = ports.drafts().newestOfAll(bot.id()).stream()
        .collect(Collectors.toMap(DraftRevision::node, DraftRevision::code));
    List<Node> nodes = Page.all(page -> ports.nodes().list(bot.id(), page));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = BotExportJson.generator(bytes)) {
      json.writeStartObject();
      BotExportJson.writeHead(json, bot.name(), bot.settings(),
          ports.variables().list(bot.id()).stream().map(Variable::name).toList());
      json.writeArrayFieldStart("nodes");
      for (Node node : nodes) {
        BotExportJson.write(json, exported(node, Optional.ofNullable(newest.get(node.id()))));
        json.flush();
        if (bytes.size() > BotExport.MOST_BYTES) {
          throw new TrainyardException(ErrorCode.TOO_LARGE, "The export would have more than 64 MiB.");
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private ExportedNode exported(Node node, Optional<Digest> code) {
    return new ExportedNode(node.name(), node.settings(), code.map(digest -> ports.codes().get(digest)
        .map(NodeCode::decode)
        .orElseThrow(() -> new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
            "The store has lost the code of node %s.".formatted(node.name())))),
        ports.samples().list(node.id()).stream().map(sample -> new ExportedSample(sample.name(), sample.input()))
            .toList());
  }
}

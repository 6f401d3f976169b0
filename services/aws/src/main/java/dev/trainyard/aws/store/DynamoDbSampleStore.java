package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Samples in DynamoDB, in their node's partition beside their number. Thread-safe. */
final class DynamoDbSampleStore implements SampleStore {
  private final Table table;

  DynamoDbSampleStore(Table table) {
    this.table = table;
  }

  @Override
  public void put(BotId bot, Sample sample) {
    Part written = Change.put(row(sample), Condition.at("revision", sample.revision() - 1));
    Optional<Refusal> refusal = sample.revision() == 1
        ? table.write(written, Change.of(Keys.sampleCount(sample.node())).add("count", 1)
            .when(Condition.lacks("count").or(Condition.below("count", MOST))))
        : table.write(written);
    refusal.ifPresent(refused -> {
      throw refused.part() == 0
          ? TrainyardException.conflict("sample " + sample.name(), refused.stored("revision"))
          : new TrainyardException(ErrorCode.TOO_LARGE,
              "A node has at most %d samples; delete one first.".formatted(MOST));
    });
  }

  @Override
  public Optional<Sample> find(NodeId node, SampleName name) {
    return table.find(Keys.sample(node, name)).map(row -> sample(node, row));
  }

  @Override
  public List<Sample> list(NodeId node) {
    return table.first(Range.of(Keys.ofNode(node), Keys.SAMPLE), MOST).stream().map(row -> sample(node, row))
        .sorted(Comparator.comparing(Sample::name)).toList();
  }

  /** Both or none: so the number counts each sample once, whoever removes it. */
  @Override
  public void delete(NodeId node, SampleName name) {
    table.write(Change.delete(Keys.sample(node, name), Condition.present()),
        Change.of(Keys.sampleCount(node)).add("count", -1).whatever());
  }

  private static Row row(Sample sample) {
    return Row.at(Keys.sample(sample.node(), sample.name())).with("name", sample.name().value())
        .with("revision", sample.revision()).with("changed_at", sample.changedAt())
        .with("input", Packing.pack(sample.input().getBytes(StandardCharsets.UTF_8)));
  }

  private static Sample sample(NodeId node, Row row) {
    return new Sample(node, new SampleName(row.text("name")),
        new String(Packing.unpack(row.bytes("input")), StandardCharsets.UTF_8), row.integer("revision"),
        row.instant("changed_at"));
  }
}

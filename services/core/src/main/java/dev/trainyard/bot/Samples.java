package dev.trainyard.bot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keeps named sample inputs of nodes. Thread-safe: it holds no state. */
public final class Samples {
  /** The most bytes of a sample's input. */
  public static final int MOST_BYTES = 256 * 1024;

  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Nodes nodes;
  private final SampleStore store;
  private final InstantSource clock;

  public Samples(Nodes nodes, SampleStore store, InstantSource clock) {
    this.nodes = nodes;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Lists a node's samples by name, ascending.
   *
   * @param bot whose
   * @param node which
   * @return all of them
   * @throws TrainyardException {@code not_found}
   */
  public List<Sample> list(BotName bot, NodeName node) {
    return store.list(nodes.find(bot, node).id());
  }

  /**
   * Finds a sample.
   *
   * @param bot whose
   * @param node which
   * @param name its name
   * @return the sample
   * @throws TrainyardException {@code not_found}
   */
  public Sample find(BotName bot, NodeName node, SampleName name) {
    return store.find(nodes.find(bot, node).id(), name)
        .orElseThrow(() -> TrainyardException.notFound("sample %s of node %s".formatted(name, node)));
  }

  /**
   * Makes or replaces a sample.
   *
   * @param bot whose
   * @param node which
   * @param name its name
   * @param input JSON text of an object, at most 256 KiB
   * @param precondition what the caller read
   * @return the sample
   * @throws TrainyardException {@code not_found}, {@code invalid}, {@code too_large}, {@code conflict},
   * {@code precondition_required}
   */
  public PutResult<Sample> put(BotName bot, NodeName node, SampleName name, String input, Precondition precondition) {
    checkInput("/input", input);
    Node found = nodes.find(bot, node);
    return precondition.attempt(() -> {
      Optional<Sample> present = store.find(found.id(), name);
      if (present.isEmpty()) {
        precondition.checkAbsent("sample " + name);
      } else {
        precondition.check("sample " + name, present.get().revision());
        if (present.get().input().equals(input)) {
          return new PutResult<>(present.get(), false);
        }
      }
      int next = present.map(Sample::revision).orElse(0) + 1;
      Sample sample = new Sample(found.id(), name, input, next, clock.instant());
      store.put(found.bot(), sample);
      return new PutResult<>(sample, present.isEmpty());
    });
  }

  /**
   * Removes a sample.
   *
   * @param bot whose
   * @param node which
   * @param name its name
   * @param precondition what the caller read
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required}
   */
  public void delete(BotName bot, NodeName node, SampleName name, Precondition precondition) {
    Sample sample = find(bot, node, name);
    precondition.check("sample " + name, sample.revision());
    store.delete(sample.node(), name);
  }

  /** Refuses what is not the text of one JSON object. */
  static void checkInput(String pointer, String input) {
    if (input.length() > MOST_BYTES || input.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A sample has at most 256 KiB.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(input)) {
      throw TrainyardException.invalid(pointer, "The sample holds a lone surrogate, which UTF-8 cannot express.");
    }
    try (JsonParser parser = JSON.createParser(input)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw TrainyardException.invalid(pointer, "A sample is a JSON object.");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw TrainyardException.invalid(pointer, "A sample is one JSON object, with nothing behind it.");
      }
    } catch (IOException broken) {
      throw TrainyardException.invalid(pointer, "A sample is a JSON object: " + reason(broken));
    }
  }

  private static String reason(IOException broken) {
    return broken instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : "it cannot be read.";
  }
}

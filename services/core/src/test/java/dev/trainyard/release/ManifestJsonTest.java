package dev.trainyard.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ManifestJsonTest {
  private static final BotId BOT = new BotId("8b0e");

  @Example
  @Label("C8.6 a manifest that was written once is read for ever, and is written the same again")
  void readsTheGoldenFile() throws IOException {
    byte[] golden;
    try (InputStream file = Objects.requireNonNull(ManifestJsonTest.class.getResourceAsStream("manifest-1.json"))) {
      golden = file.readAllBytes();
    }
    Manifest manifest = ManifestJson.read(golden);
    assertEquals(sample(), manifest);
    assertEquals(new String(golden, StandardCharsets.UTF_8).strip(),
        new String(ManifestJson.write(sample()), StandardCharsets.UTF_8));
  }

  @Property
  @Label("C8.6 what is written is read the same, and equal manifests have equal bytes")
  void goesThereAndBack(@ForAll("manifests") Manifest manifest) {
    byte[] written = ManifestJson.write(manifest);
    Manifest read = ManifestJson.read(written);
    assertEquals(manifest, read);
    assertArrayEquals(written, ManifestJson.write(read));
  }

  @Property
  void refusesAnythingElse(@ForAll byte[] bytes) {
    assertThrows(IllegalArgumentException.class, () -> ManifestJson.read(bytes));
  }

  @Property
  @Label("a manifest that was cut or changed is refused or read, never half read")
  void refusesDamage(@ForAll("places") int place, @ForAll byte value) {
    byte[] written = ManifestJson.write(sample());
    written[place % written.length] = value;
    try {
      assertEquals(2, ManifestJson.read(written).nodes().size());
    } catch (IllegalArgumentException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("not a manifest"), refused.toString());
    }
  }

  @Example
  void refusesANodeWhoseVersionIsAnothers() {
    ReleasedNode node = node("ONE", "n1", 1, NodeSettings.DEFAULT, List.of());
    SortedMap<NodeName, ReleasedNode> nodes = new TreeMap<>();
    nodes.put(node.name(), new ReleasedNode(new NodeId("other"), node.name(), 1, node.settings(), node.version()));
    assertThrows(IllegalArgumentException.class, () -> ManifestJson.write(new Manifest(BOT, nodes)));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 4000);
  }

  @Provide
  Arbitrary<Manifest> manifests() {
    Arbitrary<String> names = Arbitraries.strings().withChars("ABZ09_").ofMinLength(1).ofMaxLength(8);
    Arbitrary<NodeSettings> settings = Combinators
        .combine(Arbitraries.of(true, false), Arbitraries.integers().between(1, 900),
            Arbitraries.integers().between(128, 3008))
        .as((end, seconds, memory) -> new NodeSettings(end, Duration.ofSeconds(seconds), new MemorySize(memory)));
    Arbitrary<List<LayerRef>> layers = Arbitraries.of("runtime", "extra", "ünï \"code\"")
        .map(name -> new LayerRef(name, Digest.of(name))).list().ofMaxSize(3);
    Arbitrary<ReleasedNode> nodes = Combinators
        .combine(names, Arbitraries.integers().between(1, 9999), settings, layers)
        .as((name, revision, set, on) -> node(name, "id-" + name, revision, set, on));
    return nodes.list().ofMaxSize(12).map(list -> {
      SortedMap<NodeName, ReleasedNode> byName = new TreeMap<>();
      list.forEach(node -> byName.put(node.name(), node));
      return new Manifest(BOT, byName);
    });
  }

  private static Manifest sample() {
    List<LayerRef> layers = List.of(new LayerRef("python-runtime", Digest.of("a")),
        new LayerRef("extra-packages", Digest.of("b")));
    SortedMap<NodeName, ReleasedNode> nodes = new TreeMap<>();
    ReleasedNode first = node("GREET", "n1", 3, NodeSettings.DEFAULT, layers);
    ReleasedNode second = node("VALIDATE_OTP", "n2", 12,
        new NodeSettings(true, Duration.ofSeconds(5), new MemorySize(256)), layers);
    nodes.put(first.name(), first);
    nodes.put(second.name(), second);
    return new Manifest(BOT, nodes);
  }

  private static ReleasedNode node(String name, String id, int revision, NodeSettings settings,
      List<LayerRef> layers) {
    FunctionSpec spec = new FunctionSpec(Digest.of("code of " + name), "python3.6", layers, settings.timeout(),
        settings.memory());
    NodeFunction function = new NodeFunction(BOT, new NodeId(id), new BotName("clinic"), new NodeName(name));
    return new ReleasedNode(new NodeId(id), new NodeName(name), revision, settings,
        new FunctionVersion(function, spec, "local:" + name));
  }
}

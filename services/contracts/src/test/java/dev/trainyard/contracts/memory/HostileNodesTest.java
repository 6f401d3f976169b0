package dev.trainyard.contracts.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.engine.HostileNode;
import dev.trainyard.contracts.engine.NodeFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of hostile nodes and their files fit each other. */
class HostileNodesTest {

  @Test
  void everyNodeHasAFileAndEveryFileIsListed() throws IOException, URISyntaxException {
    List<String> listed = HostileNode.all().stream().map(HostileNode::name).sorted().toList();
    assertEquals(listed.stream().distinct().toList(), listed);
    Path folder = Path.of(Objects.requireNonNull(NodeFiles.class.getResource("/nodes/hostile")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(files.map(file -> file.getFileName().toString().replace(".py", "")).sorted().toList(), listed);
    }
    assertTrue(listed.size() >= 40, "there are " + listed.size());
  }
}

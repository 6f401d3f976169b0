package dev.trainyard.turn;

import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.StagePointer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stage of a bot runs, at one moment: one whole release and one revision of its variables. Immutable; a turn
 * holds one from admission to answer.
 */
public final class LiveStage {
  private final StagePointer pointer;
  private final int release;
  private final Manifest manifest;
  private final Optional<Manifest> earlier;
  private final LiveVariables variables;
  private final Map<NodeName, ReleasedNode> nodes;

  LiveStage(StagePointer pointer, Manifest manifest, Optional<Manifest> earlier, LiveVariables variables) {
    this.pointer = pointer;
    this.release = pointer.release().orElseThrow();
    this.manifest = manifest;
    this.earlier = earlier;
    this.variables = variables;
    this.nodes = Collections.unmodifiableMap(new HashMap<>(manifest.nodes()));
  }

  /**
   * The same release with other variables.
   *
   * @param now the variables
   * @return the stage
   */
  LiveStage with(LiveVariables now) {
    return now.equals(variables) ? this : new LiveStage(pointer, manifest, earlier, now);
  }

  StagePointer pointer() {
    return pointer;
  }

  /**
   * The release that answers.
   *
   * @return its number
   */
  public int release() {
    return release;
  }

  /**
   * The variables that the code gets.
   *
   * @return those of the stage
   */
  public LiveVariables variables() {
    return variables;
  }

  /**
   * Finds a node of the release.
   *
   * @param name its name
   * @return the node, empty if the release has none of that name
   */
  public Optional<ReleasedNode> node(NodeName name) {
    return Optional.ofNullable(nodes.get(name));
  }

  Set<FunctionVersion> serving() {
    return versions(manifest);
  }

  Set<FunctionVersion> fallback() {
    return earlier.map(LiveStage::versions).orElse(Set.of());
  }

  private static Set<FunctionVersion> versions(Manifest manifest) {
    return manifest.nodes().values().stream().map(ReleasedNode::version).collect(Collectors.toUnmodifiableSet());
  }
}

package dev.trainyard.server.release;

import dev.trainyard.engine.LayerRef;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleasedNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;

/**
 * A release with its nodes.
 *
 * @param number its number
 * @param createdAt when it was made
 * @param author who trained it
 * @param note the author's words
 * @param nodes by name
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ReleaseDetailView(int number, Instant createdAt, String author, String note, List<ReleasedNodeView> nodes) {

  /**
   * A node of the release.
   *
   * @param name its name
   * @param revision of the draft that was trained
   * @param digest SHA-256 of the code
   * @param endNode whether it ends the conversation
   * @param timeoutSeconds how long main may take
   * @param memoryMb how much memory it may use
   * @param runtime what runs it
   * @param layers on what, by digest
   * @param version the engine's name for it
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record ReleasedNodeView(String name, int revision, String digest, boolean endNode, long timeoutSeconds, int memoryMb,
      String runtime, List<LayerView> layers, String version) {

    static ReleasedNodeView of(ReleasedNode node) {
      return new ReleasedNodeView(node.name().value(), node.draftRevision(), node.code().value(),
          node.settings().endNode(), node.settings().timeout().toSeconds(), node.settings().memory().megabytes(),
          node.version().spec().runtime(), node.version().spec().layers().stream().map(LayerView::of).toList(),
          node.version().reference());
    }
  }

  /**
   * A layer.
   *
   * @param name its name
   * @param digest SHA-256 of its zip
   */
  @Serdeable
  record LayerView(String name, String digest) {

    static LayerView of(LayerRef layer) {
      return new LayerView(layer.name(), layer.digest().value());
    }
  }

  static ReleaseDetailView of(Release release, Manifest manifest) {
    return new ReleaseDetailView(release.number(), release.createdAt(), release.author().name(), release.note(),
        manifest.nodes().values().stream().map(ReleasedNodeView::of).toList());
  }
}

package dev.trainyard.aws.engine;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.LayerVersionContentInput;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.ListLayerVersionsResponse;
import software.amazon.awssdk.services.lambda.model.PublishLayerVersionResponse;

/**
 * Publishes each layer once: the description of a layer version holds the digest of its zip, and by it the version is
 * found again, by every server and every release. Nothing is ever removed, since old releases keep their layers.
 * Thread-safe; within a server, layers are published one after the other.
 */
final class LayerPublisher {
  private static final String MARK = "sha256:";

  private final ControlPlane lambda;
  private final String prefix;
  private final Map<LayerRef, LambdaLayer> shipped;
  private final LayerBucket bucket;
  private final int largestUpload;
  private final Map<LayerRef, String> known = new ConcurrentHashMap<>();
  private final ReentrantLock publishing = new ReentrantLock();

  /**
   * Publishes nothing yet.
   *
   * @param prefix of the layers' names
   * @param shipped the layers that come with this program
   * @param bucket for zips that are too big to be sent with a call
   * @param largestUpload the most bytes that are sent with a call
   */
  LayerPublisher(ControlPlane lambda, String prefix, List<LambdaLayer> shipped, LayerBucket bucket,
      int largestUpload) {
    this.lambda = lambda;
    this.prefix = prefix;
    this.shipped = shipped.stream().collect(Collectors.toUnmodifiableMap(LambdaLayer::reference, layer -> layer));
    this.bucket = bucket;
    this.largestUpload = largestUpload;
  }

  /**
   * The ARNs of layer versions, published where they are not yet.
   *
   * @param layers in order
   * @return in the same order
   * @throws TrainyardException {@code engine_unavailable}, also for a layer that neither Lambda nor this program has
   */
  List<String> arns(List<LayerRef> layers) {
    return layers.stream().map(this::arn).toList();
  }

  private String arn(LayerRef layer) {
    String present = known.get(layer);
    if (present != null) {
      return present;
    }
    try {
      publishing.lockInterruptibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The work was stopped before it began.", Map.of(),
          stopped);
    }
    try {
      return known.computeIfAbsent(layer, absent -> find(absent).orElseGet(() -> publish(absent)));
    } finally {
      publishing.unlock();
    }
  }

  /** The oldest version with the digest: should two servers publish at once, both take the same. */
  private Optional<String> find(LayerRef layer) {
    return Stream.iterate(page(layer, ""), Optional::isPresent, page -> page.map(ListLayerVersionsResponse::nextMarker)
        .filter(marker -> !marker.isEmpty()).flatMap(marker -> page(layer, marker)))
        .flatMap(page -> page.orElseThrow().layerVersions().stream())
        .filter(version -> mark(layer).equals(version.description()))
        .min(Comparator.comparingLong(LayerVersionsListItem::version)).map(LayerVersionsListItem::layerVersionArn);
  }

  private Optional<ListLayerVersionsResponse> page(LayerRef layer, String marker) {
    return lambda.paced(client -> client.listLayerVersions(request -> {
      request.layerName(name(layer));
      if (!marker.isEmpty()) {
        request.marker(marker);
      }
    }));
  }

  private String publish(LayerRef layer) {
    LambdaLayer ours = shipped.get(layer);
    if (ours == null) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
          "The layer %s with digest %s is neither at Lambda nor part of this version; train again."
              .formatted(layer.name(), layer.digest()));
    }
    byte[] zip = read(ours);
    LayerVersionContentInput content = zip.length <= largestUpload
        ? LayerVersionContentInput.builder().zipFile(SdkBytes.fromByteArrayUnsafe(zip)).build()
        : bucket.put(layer, zip);
    Optional<PublishLayerVersionResponse> published = lambda.pacedOnce(client -> client.publishLayerVersion(
        request -> request.layerName(name(layer)).description(mark(layer)).content(content)
            .compatibleArchitectures(Architecture.X86_64)));
    // Found again rather than believed: another server may have been a moment earlier.
    return find(layer).or(() -> published.map(PublishLayerVersionResponse::layerVersionArn))
        .orElseThrow(() -> new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
            "Lambda did not keep the layer %s; try again.".formatted(layer.name())));
  }

  private static byte[] read(LambdaLayer layer) {
    try {
      byte[] zip = layer.zip().read();
      if (Digest.of(zip).equals(layer.reference().digest())) {
        return zip;
      }
    } catch (IOException unreadable) {
      throw broken(layer, unreadable);
    }
    throw broken(layer, new IOException("the digest is another"));
  }

  private static TrainyardException broken(LambdaLayer layer, IOException cause) {
    return new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
        "The layer %s did not come whole with this program; install it anew.".formatted(layer.reference().name()),
        Map.of(), cause);
  }

  private String name(LayerRef layer) {
    return prefix + '-' + layer.name();
  }

  private static String mark(LayerRef layer) {
    return MARK + layer.digest();
  }
}

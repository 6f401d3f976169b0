package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.aws.lambda.LambdaFault;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Layers are published once per digest, and found again by it. */
class LayerPublisherTest {
  private static final String RUNTIME = FakeHome.PREFIX + "-python-runtime";
  private final FakeHome home = new FakeHome();

  @AfterEach
  void close() {
    home.close();
  }

  private LayerPublisher publisher() {
    return publisher(home.layers(), home.clients().s3(), LambdaFunctionEngine.LARGEST_UPLOAD);
  }

  private LayerPublisher publisher(List<LambdaLayer> layers, S3Client s3, int largestUpload) {
    return new LayerPublisher(new ControlPlane(home.clients().control(), home.clients().pace(), new QuickPatience(),
        Duration.ofSeconds(30)), FakeHome.PREFIX, layers, new LayerBucket(s3, "layers-bucket"), largestUpload);
  }

  private List<LayerRef> all() {
    return home.catalog().layers();
  }

  @Test
  @DisplayName("each digest is published once, whichever server asks, and found again among others")
  void publishesOnce() {
    List<String> arns = publisher().arns(all());
    assertEquals(arns, publisher().arns(all()));
    assertEquals(List.of("python-runtime:1", "extra-packages:1"),
        arns.stream().map(arn -> arn.substring(arn.indexOf(FakeHome.PREFIX) + FakeHome.PREFIX.length() + 1)).toList());
    for (int other = 0; other < 5; other++) {
      byte[] zip = ("another " + other).getBytes(StandardCharsets.UTF_8);
      LambdaLayer layer = new LambdaLayer(new LayerRef("python-runtime", Digest.of(zip)), () -> zip.clone(), List.of());
      publisher(List.of(layer), home.clients().s3(), LambdaFunctionEngine.LARGEST_UPLOAD)
          .arns(List.of(layer.reference()));
    }
    assertEquals(6, home.lambda().layerVersions(RUNTIME));
    assertEquals(arns, publisher().arns(all()), "found on a later page, and by a program that ships another");
    assertEquals(6, home.lambda().layerVersions(RUNTIME));
  }

  @Test
  @DisplayName("what is known is not asked for again")
  void remembers() {
    LayerPublisher publisher = publisher();
    publisher.arns(all());
    int calls = home.lambda().controlCalls().size();
    publisher.arns(all());
    assertEquals(calls, home.lambda().controlCalls().size());
  }

  @Test
  @DisplayName("servers that start at once agree on a version of each layer")
  void agrees() {
    List<LayerPublisher> servers = IntStream.range(0, 4).mapToObj(number -> publisher()).toList();
    List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());
    Race.run(4, number -> seen.add(servers.get(number).arns(all())));
    seen.add(publisher().arns(all()));
    assertEquals(1, seen.stream().distinct().count(), seen.toString());
  }

  @Test
  @DisplayName("a publish whose answer got lost is not repeated blindly")
  void findsWhatGotLost() {
    home.lambda().fail(Operation.PUBLISH_LAYER_VERSION, new LambdaFault.DropAfter());
    assertThrows(TrainyardException.class, () -> publisher().arns(all()));
    publisher().arns(all());
    assertEquals(1, home.lambda().layerVersions(RUNTIME));
    home.lambda().refuse(Operation.LIST_LAYER_VERSIONS, LambdaAnswer.throttled());
    publisher().arns(all());
  }

  @Test
  @DisplayName("an old release's layer that Lambda has is used; one that nobody has is named")
  void namesALayerThatNobodyHas() {
    publisher().arns(all());
    assertEquals(2, publisher(List.of(), home.clients().s3(), 1).arns(all()).size());
    LayerRef unknown = new LayerRef("python-runtime", Digest.of("of long ago"));
    TrainyardException refused = assertThrows(TrainyardException.class, () -> publisher().arns(List.of(unknown)));
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, refused.code());
    assertTrue(refused.detail().contains("python-runtime") && refused.detail().contains("train again"));
  }

  @Test
  @DisplayName("a zip that is not what its digest says is not published")
  void checksTheZip() {
    LambdaLayer broken = new LambdaLayer(new LayerRef("python-runtime", Digest.of("whole")), () -> new byte[3],
        List.of());
    assertThrows(TrainyardException.class, () -> publisher(List.of(broken), home.clients().s3(), 1000)
        .arns(List.of(broken.reference())));
    LambdaLayer absent = new LambdaLayer(new LayerRef("python-runtime", Digest.of("gone")), () -> {
      throw new IOException("gone");
    }, List.of());
    assertThrows(TrainyardException.class, () -> publisher(List.of(absent), home.clients().s3(), 1000)
        .arns(List.of(absent.reference())));
    assertEquals(0, home.lambda().layerVersions(RUNTIME));
  }

  @Test
  @DisplayName("a zip that is too big to be sent with a call goes through the bucket")
  void takesTheBucketForBigZips() throws IOException {
    List<String> puts = Collections.synchronizedList(new ArrayList<>());
    HttpServer bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bucket.createContext("/", exchange -> {
      try (exchange) {
        exchange.getRequestBody().readAllBytes();
        puts.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(200, -1);
      }
    });
    bucket.start();
    try (S3Client s3 = S3Client.builder().region(Region.EU_CENTRAL_1).forcePathStyle(true)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(Apache5HttpClient.create())
        .endpointOverride(URI.create("http://127.0.0.1:" + bucket.getAddress().getPort())).build()) {
      publisher(home.layers(), s3, 5).arns(all());
    } finally {
      bucket.stop(0);
    }
    assertEquals(2, puts.size(), puts.toString());
    LayerRef runtime = all().getFirst();
    assertEquals("PUT /layers-bucket/layers/python-runtime/" + runtime.digest() + ".zip", puts.getFirst());
    assertTrue(home.lambda().isLayerFromBucket(RUNTIME, 1));
    assertFalse(puts.isEmpty());
  }
}

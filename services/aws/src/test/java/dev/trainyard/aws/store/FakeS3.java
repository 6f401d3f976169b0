package dev.trainyard.aws.store;

import com.sun.net.httpserver.HttpExchange;
import dev.trainyard.aws.store.FakeAws.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Buckets and objects: whole objects by path, conditional puts, checksums. Thread-safe. */
final class FakeS3 {
  private final Map<String, Map<String, byte[]>> buckets = new ConcurrentHashMap<>();
  private final Map<String, Boolean> beingWritten = new ConcurrentHashMap<>();

  /** Damages what is stored, as a failing disk would. */
  void damage(String bucket, String key, UnaryOperator<byte[]> damage) {
    bucket(bucket).computeIfPresent(key, (_, bytes) -> damage.apply(bytes));
  }

  Map<String, byte[]> bucket(String name) {
    return buckets.getOrDefault(name, Map.of());
  }

  Answer answer(HttpExchange exchange, byte[] sent) {
    String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
    String bucket = path[0];
    String key = path.length < 2 ? "" : path[1];
    String method = exchange.getRequestMethod();
    if (key.isEmpty()) {
      return onBucket(method, bucket);
    }
    Map<String, byte[]> objects = buckets.get(bucket);
    if (objects == null) {
      return error(404, "NoSuchBucket");
    }
    return switch (method) {
      case "PUT" -> put(exchange, objects, bucket, key, sent);
      case "GET", "HEAD" -> Optional.ofNullable(objects.get(key))
          .map(bytes -> new Answer(200, Map.of("ETag", "\"e\""), bytes)).orElseGet(() -> error(404, "NoSuchKey"));
      case "DELETE" -> {
        objects.remove(key);
        yield Answer.of(204, "");
      }
      default -> error(405, "MethodNotAllowed");
    };
  }

  private Answer onBucket(String method, String bucket) {
    boolean exists = buckets.containsKey(bucket);
    return switch (method) {
      case "PUT" -> buckets.putIfAbsent(bucket, new ConcurrentSkipListMap<>()) == null
          ? Answer.of(200, "")
          : error(409, "BucketAlreadyOwnedByYou");
      case "HEAD" -> Answer.of(exists ? 200 : 404, "");
      default -> error(405, "MethodNotAllowed");
    };
  }

  private Answer put(HttpExchange exchange, Map<String, byte[]> objects, String bucket, String key, byte[] sent) {
    byte[] bytes = "aws-chunked".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        || exchange.getRequestHeaders().containsKey("X-Amz-Decoded-Content-Length") ? dechunked(sent) : sent;
    String checksum = exchange.getRequestHeaders().getFirst("X-Amz-Checksum-Sha256");
    if (checksum != null && !checksum.equals(sha256(bytes))) {
      return error(400, "BadDigest");
    }
    if (!"*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      objects.put(key, bytes);
      return Answer.of(200, "");
    }
    if (beingWritten.putIfAbsent(bucket + '/' + key, true) != null) {
      return error(409, "ConditionalRequestConflict");
    }
    try {
      return objects.putIfAbsent(key, bytes) == null ? Answer.of(200, "") : error(412, "PreconditionFailed");
    } finally {
      beingWritten.remove(bucket + '/' + key);
    }
  }

  private static Answer error(int status, String code) {
    return Answer.of(status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
        + "</Code><Message>m</Message><RequestId>r</RequestId></Error>")
        .with(Map.of("Content-Type", "application/xml"));
  }

  /** Chunks of {@code <hex>;chunk-signature=<s>\r\n<bytes>\r\n}, the last one empty. */
  private static byte[] dechunked(byte[] sent) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (sent[end] != '\r') {
        end++;
      }
      String head = new String(sent, at, end - at, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(head.split(";", 2)[0], 16);
      if (size == 0) {
        return whole.toByteArray();
      }
      whole.writeBytes(Arrays.copyOfRange(sent, end + 2, end + 2 + size));
      at = end + 2 + size + 2;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

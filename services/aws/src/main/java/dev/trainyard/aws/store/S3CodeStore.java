package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Blobs in S3, named by their digest. S3 checks it when a blob comes, we when it is read, and what is there is never
 * written over. Thread-safe.
 */
final class S3CodeStore implements CodeStore {
  static final String FOLDER = "blobs/";
  private static final int EXISTS = 412;
  private static final int BEING_WRITTEN = 409;
  private static final Retry WHILE_BEING_WRITTEN = Retry.of("put a blob",
      RetryConfig.custom().maxAttempts(8)
          .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(50), 1.8, 0.5))
          .retryOnException(failure -> failure instanceof S3Exception s3 && s3.statusCode() == BEING_WRITTEN).build());

  private final S3Client client;
  private final String bucket;

  S3CodeStore(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Digest put(byte[] blob) {
    if (blob.length > MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A blob has at most %d bytes.".formatted(MOST_BYTES));
    }
    byte[] bytes = blob.clone();
    Digest digest = Digest.of(bytes);
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.value()));
    return AwsFailures.inStore(() -> WHILE_BEING_WRITTEN.executeSupplier(() -> {
      try {
        client.putObject(put -> put.bucket(bucket).key(FOLDER + digest).ifNoneMatch("*").checksumSHA256(checksum)
            .contentType("application/octet-stream"), RequestBody.fromBytes(bytes));
      } catch (S3Exception refused) {
        if (refused.statusCode() != EXISTS) {
          throw refused;
        }
      }
      return digest;
    }));
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    return AwsFailures.inStore(() -> {
      try {
        byte[] bytes = client.getObject(get -> get.bucket(bucket).key(FOLDER + digest), ResponseTransformer.toBytes())
            .asByteArray();
        if (!Digest.of(bytes).equals(digest)) {
          throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
              "The object %s%s is not what was stored; bring back an earlier version of it.".formatted(FOLDER, digest));
        }
        return Optional.of(bytes);
      } catch (NoSuchKeyException absent) {
        return Optional.empty();
      }
    });
  }
}

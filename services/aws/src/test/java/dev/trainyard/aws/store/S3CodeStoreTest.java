package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.store.FakeAws.Answer;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class S3CodeStoreTest extends AwsStoreTest {
  private static final byte[] CODE = "def main(event, context): pass".getBytes(StandardCharsets.UTF_8);

  private static Answer refusal(int status, String code) {
    return Answer.of(status, "<Error><Code>" + code + "</Code><Message>m</Message></Error>")
        .with(Map.of("Content-Type", "application/xml"));
  }

  @Test
  void namesBlobsByTheirDigest() {
    stores().codes().put(CODE);
    assertEquals(Set.of("blobs/" + Digest.of(CODE)), aws.s3().bucket(settings.bucket()).keySet());
  }

  @Test
  void neverWritesOverABlob() {
    Digest digest = stores().codes().put(CODE);
    byte[] stored = aws.s3().bucket(settings.bucket()).getOrDefault("blobs/" + digest, new byte[0]);
    others().codes().put(CODE);
    assertTrue(stored == aws.s3().bucket(settings.bucket()).get("blobs/" + digest), "it was written again");
  }

  @Test
  void findsThatABlobIsDamaged() {
    Digest digest = stores().codes().put(CODE);
    aws.s3().damage(settings.bucket(), "blobs/" + digest, bytes -> {
      byte[] damaged = bytes.clone();
      damaged[3] ^= 1;
      return damaged;
    });
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().codes().get(digest)).detail();
    assertTrue(detail.contains("blobs/" + digest) && detail.contains("earlier version"), detail);
  }

  @Test
  void waitsWhereTheSameBlobIsBeingWritten() {
    aws.failNext(3, "PUT", refusal(409, "ConditionalRequestConflict"));
    Digest digest = stores().codes().put(CODE);
    assertArrayEquals(CODE, others().codes().get(digest).orElseThrow());
  }

  @Test
  void triesAgainWhereS3Fails() {
    aws.failNext(2, "PUT", refusal(503, "SlowDown"));
    Digest digest = stores().codes().put(CODE);
    aws.failNext(2, "GET", refusal(500, "InternalError"));
    assertArrayEquals(CODE, others().codes().get(digest).orElseThrow());
    aws.loseNext(1, "PUT");
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(other, others().codes().get(stores().codes().put(other)).orElseThrow());
  }

  @Test
  void namesTheMissingBucketAndTheDeniedAction() {
    aws.failNext(9, "GET", refusal(404, "NoSuchBucket"));
    assertTrue(refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().codes().get(Digest.of(CODE))).detail()
        .contains("TRAINYARD_AWS_BUCKET"));
    aws.failNext(9, "PUT", refusal(403, "AccessDenied"));
    assertTrue(refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().codes().put(CODE)).detail().contains("AWS denies"));
  }

  @Test
  void refusesWhatIsTooLarge() {
    byte[] large = new byte[CodeStore.MOST_BYTES + 1];
    refused(ErrorCode.TOO_LARGE, () -> stores().codes().put(large));
    assertEquals(0, aws.calls("PUT") - 1, "only the bucket was put");
  }
}

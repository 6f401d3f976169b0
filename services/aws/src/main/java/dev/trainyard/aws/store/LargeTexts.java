package dev.trainyard.aws.store;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Texts that may be larger than an item: they are compressed, and if that does not suffice, put among the blobs.
 * Thread-safe.
 */
final class LargeTexts {
  /** A quarter of what an item may hold. */
  private static final int MOST_IN_ITEM = 100 * 1024;

  private final CodeStore blobs;

  LargeTexts(CodeStore blobs) {
    this.blobs = blobs;
  }

  /** The attribute of a text: bytes, or the digest of a blob. */
  AttributeValue write(String text) {
    byte[] packed = Packing.pack(text.getBytes(StandardCharsets.UTF_8));
    return packed.length <= MOST_IN_ITEM
        ? AttributeValue.fromB(SdkBytes.fromByteArray(packed))
        : AttributeValue.fromS(blobs.put(packed).value());
  }

  String read(AttributeValue stored) {
    byte[] packed = stored.s() == null ? stored.b().asByteArray() : blob(new Digest(stored.s()));
    return new String(Packing.unpack(packed), StandardCharsets.UTF_8);
  }

  private byte[] blob(Digest digest) {
    return blobs.get(digest).orElseThrow(() -> new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "The bucket has lost the object %s that the table refers to.".formatted(digest)));
  }
}

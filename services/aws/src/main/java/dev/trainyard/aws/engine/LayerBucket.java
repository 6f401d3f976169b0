package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.engine.LayerRef;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.LayerVersionContentInput;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where layers lie that are too big to be sent with a call. Thread-safe.
 *
 * @param s3 where the bucket is
 * @param name of the bucket
 */
record LayerBucket(S3Client s3, String name) {

  /**
   * Puts a zip there.
   *
   * @return where Lambda finds it
   */
  LayerVersionContentInput put(LayerRef layer, byte[] zip) {
    String key = "layers/" + layer.name() + '/' + layer.digest() + ".zip";
    try {
      s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(zip));
    } catch (SdkException failed) {
      throw AwsFailures.engine(failed);
    }
    return LayerVersionContentInput.builder().s3Bucket(name).s3Key(key).build();
  }
}

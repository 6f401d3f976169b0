package dev.trainyard.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The bucket of code and manifests. What is in it is named by its digest and never changes. It outlives the stack. */
final class CodeBucket extends Construct {
  private final Bucket bucket;

  CodeBucket(Construct scope, String id, IKey key) {
    super(scope, id);
    this.bucket = Bucket.Builder.create(this, "Bucket").versioned(true).encryption(BucketEncryption.KMS)
        .encryptionKey(key).bucketKeyEnabled(true).blockPublicAccess(BlockPublicAccess.BLOCK_ALL).enforceSsl(true)
        .minimumTlsVersion(1.2).objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .lifecycleRules(List.of(
            LifecycleRule.builder().id("noncurrent-versions").noncurrentVersionExpiration(Duration.days(30)).build(),
            LifecycleRule.builder().id("unfinished-uploads").abortIncompleteMultipartUploadAfter(Duration.days(2))
                .build()))
        .removalPolicy(RemovalPolicy.RETAIN).build();
    LintException.allow(bucket, "CKV_AWS_18",
        "One role alone reads and writes it, and objects never change; CloudTrail's data events tell more than the"
            + " access log of a bucket would.");
  }

  Bucket bucket() {
    return bucket;
  }
}

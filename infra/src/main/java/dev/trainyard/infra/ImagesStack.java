package dev.trainyard.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.constructs.Construct;

/** Where images of the server are kept. A stack of its own, since an image must be there before the service starts. */
final class ImagesStack extends Stack {
  private static final int KEPT = 30;

  ImagesStack(Construct scope, String id, StackProps props, Deployment deployment) {
    super(scope, id, props);
    Repository.Builder.create(this, "Server").repositoryName(nameOf(deployment)).imageScanOnPush(true)
        .imageTagMutability(TagMutability.IMMUTABLE).encryption(RepositoryEncryption.KMS)
        .lifecycleRules(
            List.of(LifecycleRule.builder().description("enough to roll back to").maxImageCount(KEPT).build()))
        .removalPolicy(RemovalPolicy.RETAIN).build();
  }

  static String nameOf(Deployment deployment) {
    return deployment.prefix() + "/server";
  }
}

package dev.trainyard.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** The one table: bots, drafts, releases, pointers, trainings, turns. It outlives the stack. */
final class BotTable extends Construct {
  private final Table table;

  BotTable(Construct scope, String id, IKey key) {
    super(scope, id);
    this.table = Table.Builder.create(this, "Table")
        .partitionKey(Attribute.builder().name("pk").type(AttributeType.STRING).build())
        .sortKey(Attribute.builder().name("sk").type(AttributeType.STRING).build())
        .billingMode(BillingMode.PAY_PER_REQUEST).timeToLiveAttribute("expires")
        .pointInTimeRecoverySpecification(
            PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
        .deletionProtection(true).encryption(TableEncryption.CUSTOMER_MANAGED).encryptionKey(key)
        .removalPolicy(RemovalPolicy.RETAIN).build();
  }

  Table table() {
    return table;
  }
}

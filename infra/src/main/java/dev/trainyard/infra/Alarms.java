package dev.trainyard.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeElb;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeTarget;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** What wakes somebody. There is no dead-letter queue: nothing is invoked asynchronously. */
final class Alarms extends Construct {
  private static final Duration MINUTE = Duration.minutes(1);

  private final SnsAction tell;

  Alarms(Construct scope, String id, Deployment deployment, IKey key) {
    super(scope, id);
    Topic topic = Topic.Builder.create(this, "Topic").masterKey(key).enforceSsl(true).build();
    deployment.alarmEmail().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
    this.tell = new SnsAction(topic);
  }

  void watch(FrontDoor door) {
    MetricOptions sum = MetricOptions.builder().period(MINUTE).statistic("Sum").build();
    alarm("ServerErrors",
        "The server answers 5xx: look at its log. 503 alone means more turns than fit: more copies, or"
            + " a higher concurrency limit of Lambda.",
        door.servers().getMetrics().httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum), 10, 3);
    alarm("BalancerErrors", "The load balancer answers 5xx itself: no copy is healthy, or one hung up.",
        door.balancer().getMetrics().httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum), 5, 3);
    alarm("UnhealthyCopies", "A copy of the server does not answer /health/live, and is replaced: look at its log.",
        door.servers().getMetrics()
            .unhealthyHostCount(MetricOptions.builder().period(MINUTE).statistic("Maximum").build()),
        1, 5);
  }

  void watch(FargateService service) {
    MetricOptions highest = MetricOptions.builder().period(MINUTE).statistic("Maximum").build();
    alarm("Memory", "A copy is near its memory and will be killed: look at imports and turn sizes.",
        service.metricMemoryUtilization(highest), 90, 5);
  }

  void watch(ITable table) {
    for (String name : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
      alarm("Table" + name, "The table refuses requests: one bot's items are hot, or the account's limit is reached.",
          table.metric(name, MetricOptions.builder().period(MINUTE).statistic("Sum").build()), 10, 5);
    }
    alarm("TableFaults", "DynamoDB itself fails: turns go on from memory, changes do not. See AWS's health page.",
        table.metric("SystemErrors", MetricOptions.builder().period(MINUTE).statistic("Sum").build()), 5, 3);
  }

  /** Functions come and go with nodes, so the metrics of the region are watched. */
  void watchFunctions() {
    alarm("NodeThrottles", "Lambda refuses turns: its concurrency limit is reached. Raise the quota, or look for a node"
        + " that hangs.", ofFunctions("Throttles"), 1, 3);
    alarm("NodeErrors", "More than a fifth of all invocations fail: a release broke, or what nodes call is down.",
        MathExpression.Builder.create().expression("IF(calls > 20, 100 * errors / calls, 0)").period(MINUTE)
            .usingMetrics(Map.of("errors", ofFunctions("Errors"), "calls", ofFunctions("Invocations"))).build(),
        20, 5);
  }

  private static Metric ofFunctions(String name) {
    return Metric.Builder.create().namespace("AWS/Lambda").metricName(name).period(MINUTE).statistic("Sum").build();
  }

  private void alarm(String id, String description, IMetric metric, Number threshold, int minutes) {
    Alarm.Builder.create(this, id).alarmDescription(description).metric(metric).threshold(threshold)
        .evaluationPeriods(minutes).datapointsToAlarm(minutes)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .treatMissingData(TreatMissingData.NOT_BREACHING).build().addAlarmAction(tell);
  }
}

package dev.trainyard.aws.store;

import dev.trainyard.aws.client.AwsFailures;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The one table. Reads are strongly consistent. Every conditional write is a transaction, also one of a single part:
 * the SDK repeats a transaction whose answer was lost under the same token, so that it is not refused because of its
 * own first attempt. Thread-safe. Methods throw {@code store_unavailable}.
 */
final class Table {
  private static final int MOST_WRITTEN_TOGETHER = 25;
  private static final int MOST_READ_TOGETHER = 100;
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final String NO_REASON = "None";
  /** What DynamoDB asks to be tried again, and does not fail for. */
  private static final RetryConfig AGAIN = RetryConfig.custom().maxAttempts(14)
      .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(15), 1.7, 0.5,
          Duration.ofMillis(800)))
      .retryOnException(failure -> failure instanceof TryAgain).build();

  private final DynamoDbClient client;
  private final String name;
  private final Parallel parallel;

  Table(DynamoDbClient client, String name, Parallel parallel) {
    this.client = client;
    this.name = name;
    this.parallel = parallel;
  }

  /** One item. */
  Optional<Row> find(Key key) {
    Map<String, AttributeValue> item = AwsFailures
        .inStore(() -> client.getItem(get -> get.tableName(name).key(key.attributes()).consistentRead(true)).item());
    return item == null || item.isEmpty() ? Optional.empty() : Optional.of(new Row(item));
  }

  /** Many items, in any order; those that do not exist are left out. */
  List<Row> findAll(Collection<Key> keys) {
    List<Row> found = new ArrayList<>();
    for (List<Key> part : parts(List.copyOf(keys), MOST_READ_TOGETHER)) {
      List<Map<String, AttributeValue>> open = new ArrayList<>(part.stream().map(Key::attributes).toList());
      again("read items", () -> {
        KeysAndAttributes asked = KeysAndAttributes.builder().keys(open).consistentRead(true).build();
        BatchGetItemResponse answer = client.batchGetItem(get -> get.requestItems(Map.of(name, asked)));
        answer.responses().getOrDefault(name, List.of()).forEach(item -> found.add(new Row(item)));
        KeysAndAttributes left = answer.unprocessedKeys().get(name);
        open.clear();
        if (left != null && !left.keys().isEmpty()) {
          open.addAll(left.keys());
          throw new TryAgain();
        }
        return found;
      });
    }
    return found;
  }

  /** The first items of a range, at most so many, however many queries that takes. */
  List<Row> first(Range range, int most) {
    List<Row> rows = new ArrayList<>();
    Range rest = range;
    while (rows.size() < most) {
      QueriedPage page = query(rest, most - rows.size());
      rows.addAll(page.rows());
      if (page.reached().isEmpty()) {
        break;
      }
      rest = rest.after(page.reached());
    }
    return rows;
  }

  /** One query. */
  QueriedPage query(Range range, int most) {
    return query(range, most, false);
  }

  /** Removes all items of a partition, a part at a time. Repeating it is fine. */
  void sweep(Range range) {
    Range rest = range;
    QueriedPage page;
    do {
      page = query(rest, 1000, true);
      deleteAll(page.rows().stream().map(Row::key).toList());
      rest = rest.after(page.reached());
    } while (page.reached().isPresent());
  }

  /**
   * Writes all of it or nothing.
   *
   * @param changes 1 to 100, of as many items
   * @return empty if it was written
   */
  Optional<Refusal> write(Part... changes) {
    List<TransactWriteItem> parts = Arrays.stream(changes).map(change -> change.in(name)).toList();
    return again("write", () -> {
      try {
        client.transactWriteItems(write -> write.transactItems(parts));
        return Optional.empty();
      } catch (TransactionCanceledException cancelled) {
        return Optional.of(refusal(cancelled));
      }
    });
  }

  /** Writes items over whatever is there; when it fails, some may be written. */
  void putAll(List<Row> rows) {
    writeAll(rows.stream().map(
        row -> WriteRequest.builder().putRequest(PutRequest.builder().item(row.attributes()).build()).build())
        .toList());
  }

  /** Removes items; when it fails, some may be removed. */
  void deleteAll(List<Key> keys) {
    writeAll(keys.stream().map(
        key -> WriteRequest.builder().deleteRequest(DeleteRequest.builder().key(key.attributes()).build()).build())
        .toList());
  }

  private QueriedPage query(Range range, int most, boolean keysOnly) {
    if (range.isEmpty() || most < 1) {
      return new QueriedPage(List.of(), Optional.empty());
    }
    Terms terms = new Terms();
    String key = "%s = %s AND %s BETWEEN %s AND %s".formatted(terms.name(Key.PARTITION),
        terms.value(range.partition()), terms.name(Key.SORT), terms.value(range.low()), terms.value(range.high()));
    QueryRequest.Builder query = QueryRequest.builder().tableName(name).consistentRead(true)
        .keyConditionExpression(key).scanIndexForward(!range.descending()).limit(most);
    range.condition().ifPresent(condition -> query.filterExpression(condition.text(terms)));
    range.start().ifPresent(
        sort -> query.exclusiveStartKey(new Key(range.partition(), sort).attributes()));
    if (keysOnly) {
      query.projectionExpression(terms.name(Key.PARTITION) + ", " + terms.name(Key.SORT));
    }
    query.expressionAttributeNames(terms.names()).expressionAttributeValues(terms.values());
    QueryResponse answer = AwsFailures.inStore(() -> client.query(query.build()));
    return new QueriedPage(answer.items().stream().map(Row::new).toList(),
        answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
            ? Optional.of(new Row(answer.lastEvaluatedKey()).text(Key.SORT))
            : Optional.empty());
  }

  private void writeAll(List<WriteRequest> writes) {
    parallel.run(parts(writes, MOST_WRITTEN_TOGETHER).stream().<Runnable>map(part -> () -> writePart(part)).toList());
  }

  private void writePart(List<WriteRequest> part) {
    List<WriteRequest> open = new ArrayList<>(part);
    again("write items", () -> {
      List<WriteRequest> left = client.batchWriteItem(write -> write.requestItems(Map.of(name, open)))
          .unprocessedItems().getOrDefault(name, List.of());
      open.clear();
      if (!left.isEmpty()) {
        open.addAll(left);
        throw new TryAgain();
      }
      return true;
    });
  }

  /** A part that does not hold counts before one that others write at the moment: it will hold no more. */
  private static Refusal refusal(TransactionCanceledException cancelled) {
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    for (int part = 0; part < reasons.size(); part++) {
      CancellationReason reason = reasons.get(part);
      if (CONDITION_FAILED.equals(reason.code())) {
        return new Refusal(part,
            reason.hasItem() && !reason.item().isEmpty() ? Optional.of(new Row(reason.item())) : Optional.empty());
      }
    }
    boolean passing = reasons.stream().map(CancellationReason::code)
        .allMatch(code -> code == null || NO_REASON.equals(code) || code.equals("TransactionConflict")
            || code.equals("ThrottlingError") || code.equals("ProvisionedThroughputExceeded"));
    if (passing) {
      throw new TryAgain();
    }
    throw cancelled;
  }

  private static <T> T again(String what, Supplier<T> call) {
    try {
      return AwsFailures.inStore(() -> Retry.of(what, AGAIN).executeSupplier(call));
    } catch (TryAgain inVain) {
      throw inVain.refusal(what);
    }
  }

  private static <T> List<List<T>> parts(List<T> whole, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int begin = 0; begin < whole.size(); begin += most) {
      parts.add(whole.subList(begin, Math.min(whole.size(), begin + most)));
    }
    return parts;
  }
}

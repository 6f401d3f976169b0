package dev.trainyard.aws.client;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps calls of an account within what AWS allows of their kind, for this server; what several servers send together
 * beyond that, AWS throttles and the SDK tries again. Callers wait in the order of coming. Thread-safe.
 */
public final class Pace {
  /** How much of a second's calls may leave at one moment. */
  private static final int PORTIONS = 2;

  private final Map<Kind, RateLimiter> limiters;

  /** Calls that share one limit of AWS's. */
  public enum Kind {
    /** Everything of Lambda but Invoke and GetFunction: 15 a second for the whole account. */
    LAMBDA_CONTROL(10, Duration.ofMinutes(10), ErrorCode.ENGINE_UNAVAILABLE),
    /** PutParameter and DeleteParameters: a few a second. */
    SSM_WRITES(4, Duration.ofSeconds(30), ErrorCode.STORE_UNAVAILABLE),
    /** GetParameters: 40 a second, also for others in the account. */
    SSM_READS(20, Duration.ofSeconds(30), ErrorCode.STORE_UNAVAILABLE);

    private final int usual;
    private final Duration patience;
    private final ErrorCode code;

    Kind(int usual, Duration patience, ErrorCode code) {
      this.usual = usual;
      this.patience = patience;
      this.code = code;
    }
  }

  /**
   * A pace.
   *
   * @param perSecond how many calls of a kind a second, at least 1; the usual number where a kind is absent
   */
  public Pace(Map<Kind, Integer> perSecond) {
    Map<Kind, RateLimiter> made = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      made.put(kind, limiter(kind, perSecond.getOrDefault(kind, kind.usual)));
    }
    this.limiters = Collections.unmodifiableMap(made);
  }

  /** The pace that suits an account with AWS's default quotas. */
  public static Pace usual() {
    return new Pace(Map.of());
  }

  /**
   * Waits until one call may leave.
   *
   * @param kind of call
   * @throws TrainyardException {@code engine_unavailable} or {@code store_unavailable} if too many wait already, or the
   * thread is interrupted; the call must not be made then
   */
  public void await(Kind kind) {
    RateLimiter limiter = limiters.get(kind);
    if (limiter == null || !limiter.acquirePermission()) {
      throw new TrainyardException(kind.code, Thread.currentThread().isInterrupted()
          ? "The work was stopped before AWS was asked."
          : "Too many changes wait for AWS's limit of calls a second; try again in a minute.");
    }
  }

  /** Small portions, so that what leaves within any second stays below one and a half times the number. */
  private static RateLimiter limiter(Kind kind, int perSecond) {
    int portion = Math.max(1, perSecond / PORTIONS);
    RateLimiterConfig config = RateLimiterConfig.custom().limitForPeriod(portion)
        .limitRefreshPeriod(Duration.ofSeconds(1).multipliedBy(portion).dividedBy(perSecond))
        .timeoutDuration(kind.patience).build();
    return RateLimiter.of(kind.name(), config);
  }
}

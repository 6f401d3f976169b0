package dev.trainyard.server.turn;

import dev.trainyard.engine.Payload;
import dev.trainyard.server.security.PlainCaller;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells which requests are turns beyond any doubt. All others have to go through the router. Thread-safe. */
@Singleton
final class TurnAdmission {
  private static final List<AsciiString> DOUBTFUL = List.of(HttpHeaderNames.TRANSFER_ENCODING,
      HttpHeaderNames.CONTENT_ENCODING, HttpHeaderNames.EXPECT, HttpHeaderNames.UPGRADE, HttpHeaderNames.IF_MATCH,
      HttpHeaderNames.IF_NONE_MATCH);
  private static final Set<String> TYPES = Set.of("application/json", "application/json; charset=utf-8",
      "application/json;charset=utf-8");
  private static final Set<String> ACCEPTABLE = Set.of("", "*/*", "application/json");
  private static final Set<String> CONNECTIONS = Set.of("", "keep-alive");
  private static final int MOST_DIGITS = 7;

  private final PlainCaller caller;

  TurnAdmission(PlainCaller caller) {
    this.caller = caller;
  }

  /**
   * Looks at the head of a request.
   *
   * @return the turn's address, empty if anything is unusual
   */
  Optional<TurnAddress> admit(HttpRequest request) {
    if (!HttpMethod.POST.equals(request.method()) || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())
        || request.decoderResult().isFailure()) {
      return Optional.empty();
    }
    Optional<TurnAddress> address = TurnAddress.parse(request.uri());
    return address.isPresent() && isPlain(request.headers()) ? address : Optional.empty();
  }

  private boolean isPlain(HttpHeaders headers) {
    return TYPES.contains(only(headers, HttpHeaderNames.CONTENT_TYPE))
        && length(headers) > 0
        && ACCEPTABLE.contains(only(headers, HttpHeaderNames.ACCEPT))
        && CONNECTIONS.contains(only(headers, HttpHeaderNames.CONNECTION))
        && DOUBTFUL.stream().noneMatch(headers::contains)
        && headers.getAll(HttpHeaderNames.HOST).size() == 1
        && headers.getAll(HttpHeaderNames.AUTHORIZATION).size() == 1
        && caller.isKnown(headers.get(HttpHeaderNames.HOST), headers.get(HttpHeaderNames.ORIGIN),
            headers.get(HttpHeaderNames.AUTHORIZATION));
  }

  /** The value of a header in lower case, empty if there is none, and something that fits nowhere if there are more. */
  private static String only(HttpHeaders headers, AsciiString name) {
    List<String> values = headers.getAll(name);
    return switch (values.size()) {
      case 0 -> "";
      case 1 -> values.getFirst().toLowerCase(Locale.ROOT);
      default -> "more than one";
    };
  }

  /**
   * How long the body of a request is.
   *
   * @return from 1 to {@link Payload#MOST_BYTES}, or 0 if it has none, or does not say, or too long a one
   */
  static int length(HttpHeaders headers) {
    String text = only(headers, HttpHeaderNames.CONTENT_LENGTH);
    if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    int length = Integer.parseInt(text);
    return length > Payload.MOST_BYTES ? 0 : length;
  }
}

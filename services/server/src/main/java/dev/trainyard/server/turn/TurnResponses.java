package dev.trainyard.server.turn;

import dev.trainyard.server.problem.Problem;
import dev.trainyard.server.security.SecurityHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Writes the answers to turns with the headers that all answers have. Thread-safe. */
final class TurnResponses {
  /** All that is written here is known to be fit for a header. */
  private static final HttpHeadersFactory HEADERS = DefaultHttpHeadersFactory.headersFactory().withValidation(false);
  private static final HttpHeaders COMMON = common();

  private final InstantSource clock;
  private volatile Moment moment = new Moment(0, AsciiString.EMPTY_STRING);

  private record Moment(long second, AsciiString text) {
  }

  TurnResponses(InstantSource clock) {
    this.clock = clock;
  }

  private static HttpHeaders common() {
    HttpHeaders headers = HEADERS.newHeaders();
    for (Map.Entry<String, String> each : SecurityHeaders.ALWAYS.entrySet()) {
      headers.set(AsciiString.cached(each.getKey()), AsciiString.cached(each.getValue()));
    }
    return headers.set(HttpHeaderNames.CACHE_CONTROL, AsciiString.cached(SecurityHeaders.CACHE_CONTROL));
  }

  /** A turn that was taken, whatever came of it. */
  FullHttpResponse taken(byte[] json) {
    FullHttpResponse response = response(HttpResponseStatus.OK, json);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    return response;
  }

  /** A turn that was not taken. */
  FullHttpResponse refused(Problem problem) {
    MutableHttpResponse<byte[]> refusal = problem.response();
    FullHttpResponse response = response(HttpResponseStatus.valueOf(refusal.code()),
        refusal.getBody().orElseThrow());
    refusal.getHeaders().forEachValue((name, value) -> response.headers().set(name, value));
    return response;
  }

  private FullHttpResponse response(HttpResponseStatus status, byte[] body) {
    HttpHeaders headers = HEADERS.newHeaders().set(COMMON).set(HttpHeaderNames.DATE, date())
        .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body), headers,
        EmptyHttpHeaders.INSTANCE);
  }

  /** Changes once a second, so it is not written for every answer. */
  private AsciiString date() {
    long second = clock.millis() / 1000;
    Moment known = moment;
    if (known.second() != second) {
      String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
      known = new Moment(second, AsciiString.of(text));
      moment = known;
    }
    return known.text();
  }
}

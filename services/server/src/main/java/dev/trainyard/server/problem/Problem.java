package dev.trainyard.server.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.error.TrainyardException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem document (RFC 9457).
 *
 * @param type what kind
 * @param status of the answer
 * @param detail what is wrong and what to do, in a sentence; no secrets
 * @param members what else the caller gets
 */
public record Problem(ProblemType type, HttpStatus status, String detail, Map<String, Object> members) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A problem with its usual status and nothing else.
   *
   * @param type what kind
   * @param detail what is wrong and what to do
   */
  public Problem(ProblemType type, String detail) {
    this(type, type.status(), detail, Map.of());
  }

  /**
   * A refusal of the core.
   *
   * @param refusal what was thrown
   * @param conditional whether the request had an If-Match or If-None-Match
   * @return the problem
   */
  public static Problem of(TrainyardException refusal, boolean conditional) {
    ProblemType type = ProblemType.of(refusal.code());
    HttpStatus status = type == ProblemType.CONFLICT && conditional ? HttpStatus.PRECONDITION_FAILED : type.status();
    return new Problem(type, status, refusal.detail(), refusal.members());
  }

  /**
   * The answer.
   *
   * @return with status, media type and body
   */
  public MutableHttpResponse<byte[]> response() {
    return fill(HttpResponse.status(status));
  }

  MutableHttpResponse<byte[]> fill(MutableHttpResponse<?> response) {
    if (type == ProblemType.UNAUTHENTICATED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.header("Retry-After", String.valueOf(members.getOrDefault("retry_after_seconds", 1)));
    }
    return response.status(status).body(bytes()).contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
  }

  private byte[] bytes() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "/problems/" + type.code());
    document.put("title", type.title());
    document.put("status", status.getCode());
    document.put("detail", detail);
    document.put("code", type.code());
    members.forEach(document::putIfAbsent);
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a problem's members are texts, numbers, lists and maps", impossible);
    }
  }
}

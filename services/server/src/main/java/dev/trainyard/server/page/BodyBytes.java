package dev.trainyard.server.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/** An asset as a body: zipped for who can read that. */
final class BodyBytes {
  private BodyBytes() {
  }

  static MutableHttpResponse<?> of(Asset asset, HttpRequest<?> request) {
    boolean zip = asset.zipped()
        && String.join(",", request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING))
            .matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)).*");
    MutableHttpResponse<byte[]> answer = HttpResponse.ok(zip ? asset.body() : asset.plain());
    answer.header(HttpHeaders.CONTENT_TYPE, asset.type());
    return zip ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer;
  }
}

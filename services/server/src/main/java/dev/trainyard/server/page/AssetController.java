package dev.trainyard.server.page;

import dev.trainyard.server.problem.Problem;
import dev.trainyard.server.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/** Modules, styles and libraries of the page. Each address holds a version, so browsers may keep what they get. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AssetController {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final PageFiles files;

  AssetController(PageFiles files) {
    this.files = files;
  }

  @Get("/app/{version}/{+path}")
  HttpResponse<?> own(String version, String path, HttpRequest<?> request) {
    return files.own().version().equals(version)
        ? answer(Optional.ofNullable(files.own().files().get("app/" + path)), request)
        : absent("This file is of another version of the page. Load the page again.");
  }

  @Get("/lib/{+path}")
  HttpResponse<?> library(String path, HttpRequest<?> request) {
    return answer(files.library(path), request);
  }

  private static HttpResponse<?> answer(Optional<Asset> asset, HttpRequest<?> request) {
    return asset.<HttpResponse<?>>map(found -> send(found, request))
        .orElseGet(() -> absent("There is no such file of the page."));
  }

  private static HttpResponse<?> absent(String detail) {
    return new Problem(ProblemType.NOT_FOUND, detail).response();
  }

  private static MutableHttpResponse<?> send(Asset asset, HttpRequest<?> request) {
    String tag = "\"" + asset.digest() + "\"";
    boolean known = request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream().anyMatch(all -> all.contains(tag));
    MutableHttpResponse<?> answer = known ? HttpResponse.notModified() : BodyBytes.of(asset, request);
    return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).header(HttpHeaders.VARY,
        HttpHeaders.ACCEPT_ENCODING);
  }
}

package dev.trainyard.server.http;

import dev.trainyard.bot.Precondition;
import dev.trainyard.error.TrainyardException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions as entity tags: revision 3 is {@code "3"}. */
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
  private static final Pattern TAGS = Pattern.compile("(?:(?:W/)?\"[^\"]*\"(?:\\s*,\\s*|$))+");

  private EntityTags() {
  }

  /**
   * What a change is based on.
   *
   * @param request with If-Match, If-None-Match, or neither
   * @return the condition; tags that are no revision of ours, and weak ones, match nothing
   * @throws TrainyardException {@code invalid} if If-Match holds no tags, such as a number without its quotes
   */
  public static Precondition precondition(HttpRequest<?> request) {
    String match = joined(request, HttpHeaders.IF_MATCH);
    if (match.isEmpty()) {
      return joined(request, HttpHeaders.IF_NONE_MATCH).equals("*")
          ? new Precondition.Absent()
          : new Precondition.None();
    }
    if (match.equals("*")) {
      return new Precondition.Any();
    }
    if (!TAGS.matcher(match).matches()) {
      throw TrainyardException.invalid("/If-Match",
          "The header If-Match holds an ETag as it was read, with its quotes, such as \"3\", or *.");
    }
    return new Precondition.OneOf(revisions(match, false));
  }

  /**
   * Answers a read: the thing, or that the caller has it already.
   *
   * @param request of the read
   * @param revision of the thing
   * @param body the thing
   * @return 200 or 304, with ETag
   */
  public static MutableHttpResponse<?> read(HttpRequest<?> request, int revision, Object body) {
    String known = joined(request, HttpHeaders.IF_NONE_MATCH);
    boolean same = known.equals("*") || revisions(known, true).contains(revision);
    return tagged(same ? HttpResponse.notModified() : HttpResponse.ok(body), revision);
  }

  /**
   * Answers a read that tells more than the thing that is edited, such as what others make of it. That changes while
   * the revision does not, so the answer is never that the caller has it already.
   *
   * @param revision of the thing
   * @param body the thing, and more
   * @return 200, with ETag, not to be kept
   */
  public static MutableHttpResponse<?> whole(int revision, Object body) {
    return tagged(HttpResponse.ok(body), revision).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /**
   * Answers a write.
   *
   * @param created whether the thing is new
   * @param revision of the thing now
   * @param body the thing
   * @return 201 or 200, with ETag
   */
  public static MutableHttpResponse<?> written(boolean created, int revision, Object body) {
    return tagged(HttpResponse.status(created ? HttpStatus.CREATED : HttpStatus.OK).body(body), revision);
  }

  private static MutableHttpResponse<?> tagged(MutableHttpResponse<?> response, int revision) {
    return response.header(HttpHeaders.ETAG, "\"" + revision + "\"");
  }

  private static String joined(HttpRequest<?> request, String header) {
    return String.join(",", request.getHeaders().getAll(header)).strip();
  }

  private static Set<Integer> revisions(String tags, boolean alsoWeak) {
    Set<Integer> revisions = new TreeSet<>();
    Matcher matcher = TAG.matcher(tags);
    while (matcher.find()) {
      if ((alsoWeak || matcher.group(1) == null) && matcher.group(2).matches("[0-9]{1,9}")) {
        revisions.add(Integer.valueOf(matcher.group(2)));
      }
    }
    return revisions;
  }
}

package org.chappe.server.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chappe.server.admin.StatusDocument;
import org.chappe.topology.HostPort;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks admin ports. */
final class AdminClient {

  /** A relay that is stopped accepts connections, and never answers. */
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  private static final long ANSWER_SECONDS_MAX = 8;

  private static final String NOBODY = "nothing listens there";

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_MAX)
      .build();

  /**
   * What a relay said.
   *
   * @param status null if it didn't say how it is
   * @param json what it said, one line
   * @param problem why there is no status; empty if there is one
   */
  record Reply(@Nullable StatusDocument status, String json, String problem) {

    static Reply failed(String problem) {
      return new Reply(null, "", problem);
    }

    /** Whether there is no relay any more. */
    boolean isGone() {
      return problem.equals(NOBODY);
    }
  }

  /** Asks a relay how it is; a few seconds at most. Never completes exceptionally but by a bug. */
  CompletableFuture<Reply> status(HostPort at) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + at + "/status")).build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
        .thenApply(AdminClient::read)
        .exceptionally(AdminClient::explain);
  }

  /** Tells a relay to leave; a few seconds at most. The reply has a problem, or none. */
  CompletableFuture<Reply> leave(HostPort at) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + at + "/leave"))
        .POST(HttpRequest.BodyPublishers.noBody())
        .header("X-Chappe-Request", "leave")
        .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
        .thenApply(response -> Reply.failed(
            response.statusCode() == ACCEPTED ? "" : shortened(response.body().strip())))
        .exceptionally(AdminClient::explain);
  }

  private static Reply read(HttpResponse<String> response) {
    String body = response.body().strip();
    if (response.statusCode() != OK) {
      return Reply.failed(shortened(body));
    }
    try {
      return new Reply(JsonMapper.shared().readValue(body, StatusDocument.class), body, "");
    } catch (JacksonException e) {
      return Reply.failed("what answers there is no relay");
    }
  }

  private static String shortened(String body) {
    String line = body.lines().findFirst().orElse("");
    return line.length() <= 100 ? line : "what answers there is no relay";
  }

  private static Reply explain(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
      return Reply.failed("no answer in time");
    }
    if (cause instanceof ConnectException) {
      return Reply.failed(NOBODY);
    }
    if (cause instanceof IOException) {
      return Reply.failed("the connection broke");
    }
    throw new CompletionException(cause);
  }
}

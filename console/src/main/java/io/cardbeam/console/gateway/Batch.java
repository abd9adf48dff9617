package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.Caller.MerchantCaller;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@code POST /v1/authorizations/batch}: a request a line, an answer a line, in the same order.
 * Each line is answered as if it had been sent alone: one that is wrong or refused has its problem
 * in its place, with its {@code status}.
 */
public final class Batch {
  /** Most lines. */
  public static final int MAX_LINES = 500;

  private static final int OK = 200;
  private static final String MEDIA_TYPE = "application/x-ndjson";

  private final RequestReader reader;
  private final Authorizations authorizations;
  private final Function<Context, MerchantCaller> callers;

  Batch(
      RequestReader reader,
      Authorizations authorizations,
      Function<Context, MerchantCaller> callers) {
    this.reader = reader;
    this.authorizations = authorizations;
    this.callers = callers;
  }

  /** Answers all of a batch. */
  public void authorize(Context ctx) throws RefusedException, IOException {
    MerchantCaller caller = callers.apply(ctx);
    Duration timeout = Authorizations.timeout(ctx, caller.settings());
    List<byte[]> lines = lines(ctx.bodyAsBytes());
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new RefusedException(
          ProblemType.INVALID_REQUEST, "A batch has 1 to " + MAX_LINES + " lines.");
    }
    String requestId = RequestIds.of(ctx);
    List<CompletableFuture<ObjectNode>> answers = new ArrayList<>();
    for (byte[] line : lines) {
      answers.add(answer(line, caller, timeout, requestId));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    ctx.future(() -> all.thenAccept(nothing -> reply(ctx, answers)));
  }

  /** Lines by their bytes: one that is not UTF-8 is wrong alone. */
  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n') {
        lines.add(Arrays.copyOfRange(body, from, i));
        from = i + 1;
      }
    }
    if (from < body.length) {
      lines.add(Arrays.copyOfRange(body, from, body.length));
    }
    return lines;
  }

  private CompletableFuture<ObjectNode> answer(
      byte[] line, MerchantCaller caller, Duration timeout, String requestId) throws IOException {
    try {
      JsonReader fields = JsonReader.of(Json.parse(line));
      Asked asked = reader.read(fields, caller.settings(), Optional.empty());
      return authorizations
          .ask(asked, caller.settings(), timeout)
          .handle(
              (answer, failure) ->
                  answer != null
                      ? AuthorizationJson.answer(asked, answer, caller)
                      : Authorizations.problem(failure).json(requestId));
    } catch (RefusedException e) {
      return CompletableFuture.completedFuture(e.problem().json(requestId));
    }
  }

  private static void reply(Context ctx, List<CompletableFuture<ObjectNode>> answers) {
    StringBuilder lines = new StringBuilder();
    for (CompletableFuture<ObjectNode> answer : answers) {
      lines.append(Json.text(answer.join())).append('\n');
    }
    ctx.status(OK)
        .contentType(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(lines.toString());
  }
}

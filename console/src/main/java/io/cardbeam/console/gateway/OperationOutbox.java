package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** Sends what was written down, and answers when Kafka has it. */
final class OperationOutbox {
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final EventSender sender;

  OperationOutbox(EventSender sender) {
    this.sender = sender;
  }

  /** Sends operations in order and answers with the first. */
  void send(Context ctx, OperationRecords.Taken taken) {
    CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    for (Operation operation : taken.toSend()) {
      sent = sent.thenCompose(before -> sender.send(operation));
    }
    CompletableFuture<Void> all = sent;
    ctx.future(
        () ->
            all.handle(
                (stored, failure) -> {
                  if (failure == null) {
                    reply(ctx, taken);
                  } else {
                    Json.refuse(ctx, notSent());
                  }
                  return null;
                }));
  }

  private static void reply(Context ctx, OperationRecords.Taken taken) {
    ObjectNode node = OperationJson.of(taken.operation());
    if (taken.repeated()) {
      ctx.header("Idempotent-Replayed", "true");
      node.put("repeated", true);
    }
    Json.answer(ctx, taken.repeated() ? OK : CREATED, node);
  }

  private static Problem notSent() {
    return Problem.of(
            ProblemType.UNAVAILABLE,
            "It is written down and could not be sent yet; ask again with the same request_id.")
        .retryAfterSeconds(1);
  }
}

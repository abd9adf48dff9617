package io.cardbeam.console.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.AuthorizationRequest;
import io.cardbeam.event.Reason;
import io.cardbeam.pipeline.KafkaConnection;
import io.cardbeam.token.CardTokenizer;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/authorizations}: may this payment go through? */
public final class Gateway implements AutoCloseable {
  /** How long a request waits for its decision. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int OK = 200;

  private final RequestReader reader;
  private final RequestSender sender;
  private final AuthorizationDesk desk;

  /**
   * A gateway to the pipeline behind this Kafka.
   *
   * @param tokenizer used by this gateway alone
   * @param patience how long a request waits for its decision
   * @param clock tells the event time of requests
   */
  public Gateway(
      KafkaConnection kafka, CardTokenizer tokenizer, Duration patience, InstantSource clock) {
    this.reader = new RequestReader(tokenizer, clock);
    this.sender = new RequestSender(kafka);
    this.desk = new AuthorizationDesk(sender, patience);
  }

  /** Where decisions are told. */
  public AuthorizationDesk desk() {
    return desk;
  }

  /** Answers when the decision is there, or after the patience with 504. */
  public void authorize(Context ctx) throws RefusedException, IOException {
    AuthorizationRequest request = reader.read(JsonReader.of(Json.body(ctx)));
    CompletableFuture<AuthorizationDecision> decision = desk.ask(request);
    ctx.future(
        () ->
            decision.handle(
                (answer, failure) -> {
                  reply(ctx, request.getRequestId(), answer, failure);
                  return null;
                }));
  }

  private static void reply(
      Context ctx,
      String requestId,
      @Nullable AuthorizationDecision decision,
      @Nullable Throwable failure) {
    if (decision != null) {
      Json.answer(ctx, OK, json(decision));
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Problem problem;
    if (cause instanceof TimeoutException) {
      problem =
          Problem.of(
              ProblemType.NO_DECISION,
              "There is no decision in time; ask again with the same request_id.");
    } else {
      LOG.warn("a request could not be sent: {}", String.valueOf(cause));
      problem =
          Problem.of(
              ProblemType.UNAVAILABLE,
              "The request could not be sent; ask again with the same request_id.");
    }
    Json.refuse(ctx, problem.withMember("request_id", requestId));
  }

  private static ObjectNode json(AuthorizationDecision decision) {
    ObjectNode node =
        Json.object()
            .put("request_id", decision.getRequestId())
            .put("outcome", decision.getOutcome().name())
            .put("fraud_probability", decision.getFraudProbability());
    ArrayNode reasons = node.putArray("reasons");
    for (Reason reason : decision.getReasons()) {
      ObjectNode told = reasons.addObject();
      told.put("code", reason.getCode()).put("text", reason.getText());
      if (reason.getFigure() != null) {
        told.put("figure", reason.getFigure());
      }
    }
    return node;
  }

  @Override
  public void close() {
    sender.close();
  }
}

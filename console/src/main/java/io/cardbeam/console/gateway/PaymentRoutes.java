package io.cardbeam.console.gateway;

import io.cardbeam.console.access.Caller;
import io.cardbeam.console.access.Caller.IssuerCaller;
import io.cardbeam.console.access.Caller.MerchantCaller;
import io.cardbeam.console.access.Scope;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Route;
import io.cardbeam.token.CardTokenizer;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The API for payments. */
public final class PaymentRoutes {
  private static final String ROOT = "/v1/authorizations";

  private final AuthorizationService service;
  private final OperationOutbox outbox;
  private final OperationRecords records;
  private final Pages pages;
  private final CardNumberReader cards;
  private final RequestReader reader;
  private final InstantSource clock;

  /**
   * Routes on these.
   *
   * @param tokenizer used by these routes alone
   * @param countries tells an address's country, where it knows
   * @param clock tells the event time of requests
   */
  public PaymentRoutes(
      AuthorizationService service,
      EventSender sender,
      OperationRecords records,
      Pages pages,
      CardTokenizer tokenizer,
      Function<InetAddress, Optional<String>> countries,
      InstantSource clock) {
    this.service = service;
    this.outbox = new OperationOutbox(sender);
    this.records = records;
    this.pages = pages;
    this.cards = new CardNumberReader(tokenizer);
    this.reader = new RequestReader(cards, countries, clock);
    this.clock = clock;
  }

  /**
   * All of them.
   *
   * @param admissions who may do what a scope stands for
   * @param callers tells whose a request is, once it was let in
   */
  public List<Route> all(Function<Scope, Admission> admissions, Function<Context, Caller> callers) {
    Function<Context, MerchantCaller> merchants = ctx -> (MerchantCaller) callers.apply(ctx);
    Authorizations authorizations = new Authorizations(reader, service, merchants);
    Batch batch = new Batch(reader, authorizations, merchants);
    OwnAuthorizations own = new OwnAuthorizations(records, service);
    Operations operations = new Operations(own, records, outbox, merchants, clock);
    Payments payments =
        new Payments(cards, records, outbox, ctx -> (IssuerCaller) callers.apply(ctx), clock);
    PaymentReturns returns =
        new PaymentReturns(records, outbox, ctx -> (IssuerCaller) callers.apply(ctx), clock);
    Listing listing = new Listing(pages, own, callers);
    Admission writes = admissions.apply(Scope.AUTHORIZATIONS_WRITE);
    Admission reads = admissions.apply(Scope.AUTHORIZATIONS_READ);
    return List.of(
        Route.post(ROOT, "createAuthorization", writes, authorizations::authorize),
        Route.post(ROOT + "/batch", "createAuthorizations", writes, batch::authorize)
            .taking(Body.LINES)
            .producing("application/x-ndjson"),
        Route.get(ROOT, "listAuthorizations", reads, listing::authorizations),
        Route.get(ROOT + "/{authorization_id}", "getAuthorization", reads, listing::one),
        Route.post(
            ROOT + "/{authorization_id}/captures",
            "createCapture",
            admissions.apply(Scope.CAPTURES_WRITE),
            operations::capture),
        Route.post(
            ROOT + "/{authorization_id}/reversals", "createReversal", writes, operations::reverse),
        Route.post(
            "/v1/refunds",
            "createRefund",
            admissions.apply(Scope.REFUNDS_WRITE),
            operations::refund),
        Route.post(
            "/v1/payments", "createPayment", admissions.apply(Scope.PAYMENTS_WRITE), payments::pay),
        Route.post(
            "/v1/payments/{payment_id}/return",
            "createReturn",
            admissions.apply(Scope.PAYMENTS_WRITE),
            returns::takeBack),
        Route.get(
            "/v1/events", "listEvents", admissions.apply(Scope.EVENTS_READ), listing::events));
  }
}

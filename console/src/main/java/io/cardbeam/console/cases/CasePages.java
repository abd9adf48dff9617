package io.cardbeam.console.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditedReads;
import io.cardbeam.console.cases.CaseSearch.BadSearchException;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Cursor;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.QueryParameters;
import io.cardbeam.console.http.RefusedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /v1/cases…}: the queue, a case, its story, acts and notes. For analysts. */
final class CasePages {
  /** Cases of a page, unless another number is asked for. */
  static final int LIMIT = 50;

  /** Most cases of a page. */
  static final int MAX_LIMIT = 100;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int CURSOR_PARTS = 3;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final Database database;
  private final CaseStore store;
  private final CaseActs acts;
  private final CaseStory story;
  private final KnownRules rules;
  private final AuditedReads audited;
  private final InstantSource clock;

  CasePages(
      Database database,
      CaseStory story,
      KnownRules rules,
      AuditedReads audited,
      InstantSource clock) {
    this.database = database;
    this.store = new CaseStore(database);
    this.acts = new CaseActs(database, rules);
    this.story = story;
    this.rules = rules;
    this.audited = audited;
    this.clock = clock;
  }

  List<Route> routes(AccessControl control) {
    var staff = control.session(Role.ANALYST, Role.ADMINISTRATOR);
    return List.of(
        Route.get("/v1/cases", "listCases", staff, this::list),
        Route.get("/v1/case-figures", "getCaseFigures", staff, this::figures),
        Route.get("/v1/cases/{id}", "getCase", staff, this::one),
        Route.get("/v1/cases/{id}/story", "getCaseStory", staff, this::story),
        Route.post("/v1/cases/{id}/acts", "actOnCase", staff, this::act),
        Route.post("/v1/cases/{id}/notes", "addCaseNote", staff, this::note));
  }

  private void list(Context ctx) throws RefusedException, SQLException {
    QueryParameters parameters = new QueryParameters(ctx, Set.of("q", "sort", "limit", "cursor"));
    List<SearchTerm> terms = terms(parameters);
    CaseSort sort =
        parameters
            .oneOf("sort", Arrays.asList(CaseSort.values()), CaseSort::text)
            .orElse(CaseSort.NEWEST);
    int limit = parameters.wholeNumber("limit", 1, MAX_LIMIT).orElse(LIMIT);
    Optional<CaseStore.Place> after = place(parameters, sort);
    parameters.refuse();
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    List<CaseSummary> found =
        store.find(
            new CaseStore.Asked(terms, sort, after, limit + 1, person.name()), clock.instant());
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("cases");
    found.stream().limit(limit).forEach(one -> list.add(CaseJson.summary(one)));
    if (found.size() > limit) {
      CaseSummary last = found.get(limit - 1);
      node.put("next_cursor", Cursor.of(sort.text(), sort.valueOf(last), Long.toString(last.id())));
    }
    Json.answer(ctx, OK, node);
  }

  private static List<SearchTerm> terms(QueryParameters parameters) {
    Optional<String> text = parameters.text("q", CaseSearch.MAX_CHARS);
    try {
      return CaseSearch.parse(text.orElse(""));
    } catch (BadSearchException e) {
      parameters.problem("q", e.words());
      return List.of();
    }
  }

  private static Optional<CaseStore.Place> place(QueryParameters parameters, CaseSort sort) {
    return parameters.cursor(
        CURSOR_PARTS,
        part -> {
          if (!part.get(0).equals(sort.text()) || !sort.canBe(part.get(1))) {
            throw new IllegalArgumentException("a cursor of another order");
          }
          return new CaseStore.Place(part.get(1), Cursor.number(part.get(2)));
        });
  }

  private void figures(Context ctx) throws SQLException {
    Json.answer(ctx, OK, CaseFigures.read(database, clock.instant()));
  }

  private void one(Context ctx) throws RefusedException, SQLException {
    long id = id(ctx);
    CaseStore.Whole whole = store.whole(id).orElseThrow(CasePages::noCase);
    audited.note(ctx, "case-look-up", "case " + id);
    Json.answer(ctx, OK, CaseJson.whole(whole));
  }

  private void story(Context ctx) throws RefusedException, SQLException {
    long id = id(ctx);
    QueryParameters parameters = new QueryParameters(ctx, Set.of("alert"));
    Optional<String> wanted = parameters.text("alert", 256);
    parameters.refuse();
    CaseStore.Whole whole = store.whole(id).orElseThrow(CasePages::noCase);
    CaseAlert alert =
        whole.alerts().stream()
            .filter(a -> a.id().equals(wanted.orElse(whole.summary().newest().id())))
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedException.badParameter("alert", "is none of the case's newest alerts"));
    audited.note(ctx, "card-look-up", "card " + whole.summary().cardToken());
    ObjectNode node = Json.object();
    ObjectNode shown = CaseJson.alert(alert);
    node.set("alert", shown);
    String token = whole.summary().cardToken();
    LinkedMerchant.add(node.putObject("merchant"), database, alert, id);
    story.add(node, token, alert);
    RulesSaid.add(node.putObject("rules"), rules, alert, token);
    Json.answer(ctx, OK, node);
  }

  private void act(Context ctx) throws RefusedException, SQLException, IOException {
    long id = id(ctx);
    ActReader asked = ActReader.read(JsonReader.of(Json.body(ctx)));
    if (asked.act() instanceof Act.MerchantBlock) {
      rules.book(); // Read before the case is locked.
    }
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    CaseActs.Result result =
        acts.act(id, asked.version(), asked.act(), person.name(), by(ctx), clock.instant());
    if (result instanceof CaseActs.Result.Done done) {
      if (done.repeated()) {
        ctx.header("Idempotent-Replayed", "true");
      }
      Json.answer(ctx, OK, CaseJson.summary(done.now()));
    } else if (result instanceof CaseActs.Result.Changed changed) {
      throw changed(changed);
    } else if (result instanceof CaseActs.Result.NotAllowed no) {
      throw new RefusedException(ProblemType.CONFLICT, no.why());
    } else {
      throw noCase();
    }
  }

  /** What changed since, so that one can decide again. */
  private static RefusedException changed(CaseActs.Result.Changed changed) {
    List<FieldProblem> changes =
        changed.changes().stream()
            .limit(20)
            .map(change -> FieldProblem.pointer("#/version", CaseJson.words(change)))
            .toList();
    return new RefusedException(
        Problem.of(
            ProblemType.CONFLICT,
            "The case was changed since you read it; nothing was done. It is "
                + changed.now().status().words()
                + " now, version "
                + changed.now().version()
                + ".",
            changes));
  }

  private void note(Context ctx) throws RefusedException, SQLException, IOException {
    long id = id(ctx);
    JsonReader body = JsonReader.of(Json.body(ctx));
    Optional<String> requestId =
        body.code("request_id", REQUEST_ID, "1 to 64 letters, digits, ., _, : or -");
    Optional<String> text = NoteText.read(body, "text");
    body.done();
    PersonCaller person = AccessControl.caller(ctx, PersonCaller.class);
    CaseNotes.Added added =
        CaseNotes.add(
            database,
            id,
            person.name(),
            requestId.orElseThrow(),
            text.orElseThrow(),
            clock.instant(),
            by(ctx));
    switch (added) {
      case YES, KNOWN -> {
        if (added == CaseNotes.Added.KNOWN) {
          ctx.header("Idempotent-Replayed", "true");
        }
        CaseStore.Whole whole = store.whole(id).orElseThrow(CasePages::noCase);
        Json.answer(ctx, added == CaseNotes.Added.KNOWN ? OK : CREATED, CaseJson.whole(whole));
      }
      case NO_CASE -> throw noCase();
      case FULL ->
          throw new RefusedException(
              ProblemType.CONFLICT, "A case has at most " + CaseNotes.MAX_NOTES + " notes.");
    }
  }

  private static AuditTrail.By by(Context ctx) {
    return new AuditTrail.By(AccessControl.caller(ctx).auditName(), ctx.ip());
  }

  private static long id(Context ctx) throws RefusedException {
    String text = ctx.pathParam("id");
    if (!NUMBER.matcher(text).matches()) {
      throw noCase();
    }
    return Long.parseLong(text);
  }

  private static RefusedException noCase() {
    return new RefusedException(ProblemType.NOT_FOUND, "There is no such case.");
  }
}

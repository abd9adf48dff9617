package io.cardbeam.console.people;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardbeam.console.access.AccessControl;
import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.access.SessionCookie;
import io.cardbeam.console.api.Admission;
import io.cardbeam.console.api.Body;
import io.cardbeam.console.api.Route;
import io.cardbeam.console.http.Json;
import io.cardbeam.console.http.JsonReader;
import io.cardbeam.console.http.RefusedException;
import io.cardbeam.console.http.RequestIds;
import io.cardbeam.text.CardNumbers;
import io.cardbeam.token.CardTokenizer;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people do over HTTP about themselves. Card numbers become tokens here. */
public final class PeoplePages {
  private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{11,19}");
  private static final Pattern SEPARATORS = Pattern.compile("[ -]");
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final String CODE_WORDS = "the six digits that the app shows";
  private static final int MAX_SECRET_CHARS = 512;
  private static final int MAX_NAME_CHARS = 64;
  private static final int MAX_CARD_CHARS = 40;
  private static final int MAX_POSTAL_CHARS = 20;
  private static final int OK = 200;

  private final People people;
  private final Enrolment enrolment;
  private final CardTokenizer tokenizer;
  private final SessionCookie cookie;

  /**
   * Pages.
   *
   * @param tokenizer used by these pages alone
   */
  public PeoplePages(People people, CardTokenizer tokenizer, SessionCookie cookie) {
    this.people = people;
    this.enrolment = people.enrolment();
    this.tokenizer = tokenizer;
    this.cookie = cookie;
  }

  /** The routes. */
  public List<Route> routes(AccessControl control) {
    Admission everybody = AccessControl.everybody();
    Admission signedIn = control.session();
    return List.of(
        Route.post("/v1/sign-in", "signIn", everybody, this::signIn).producing(),
        Route.post("/v1/sign-out", "signOut", everybody, this::signOut)
            .taking(Body.NONE)
            .producing(),
        Route.post("/v1/sign-up", "signUp", everybody, this::signUp).producing(),
        Route.post("/v1/password/code", "setPassword", everybody, this::setPassword).producing(),
        Route.get("/v1/session", "getSession", Admission.EVERYBODY, ctx -> session(ctx, control)),
        Route.post("/v1/password", "changePassword", signedIn, this::changePassword).producing(),
        Route.post("/v1/totp", "newTotp", signedIn, this::newTotp),
        Route.post("/v1/totp/confirmation", "confirmTotp", signedIn, this::confirmTotp).producing(),
        Route.post("/v1/totp/removal", "removeTotp", signedIn, this::removeTotp).producing(),
        Route.post("/v1/enrolments", "enrolCard", control.session(Role.CARDHOLDER), this::enrol)
            .producing());
  }

  private void signIn(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> user = name(fields);
    Optional<String> password = fields.secret("password", MAX_SECRET_CHARS);
    Optional<String> code = fields.optionalCode("code", CODE, CODE_WORDS);
    fields.done();
    start(
        ctx,
        people.signIn(
            visitor(ctx),
            user.orElseThrow(),
            password.orElseThrow(),
            code.orElse(""),
            cookie.session(ctx)));
  }

  private void signOut(Context ctx) throws SQLException {
    people.signOut(visitor(ctx), cookie.session(ctx));
    cookie.clear(ctx);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void signUp(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> user = name(fields);
    Optional<String> password = fields.secret("password", MAX_SECRET_CHARS);
    Optional<Enrolment.Shown> shown = shown(fields);
    fields.done();
    start(
        ctx,
        enrolment.signUp(
            visitor(ctx), user.orElseThrow(), password.orElseThrow(), shown.orElseThrow()));
  }

  private void enrol(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<Enrolment.Shown> shown = shown(fields);
    fields.done();
    enrolment.enrol(visitor(ctx), person(ctx), shown.orElseThrow());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void setPassword(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> user = name(fields);
    Optional<String> code = fields.secret("code", MAX_SECRET_CHARS);
    Optional<String> password = fields.secret("password", MAX_SECRET_CHARS);
    fields.done();
    people.setPassword(
        visitor(ctx),
        user.orElseThrow(),
        code.orElseThrow().strip().toLowerCase(Locale.ROOT),
        password.orElseThrow());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  /** That nobody is signed in is an answer, not an error: the page asks for it before sign-in. */
  private static void session(Context ctx, AccessControl control) throws RefusedException {
    Optional<PersonCaller> signedIn = control.signedIn(ctx);
    if (signedIn.isEmpty()) {
      ctx.status(HttpStatus.NO_CONTENT);
      return;
    }
    PersonCaller person = signedIn.get();
    RequestIds.exchange(ctx).calledBy(person.name());
    ObjectNode node = Json.object().put("user", person.name()).put("role", person.role().text());
    ArrayNode cards = node.putArray("cards");
    person.cardTokens().stream().sorted().forEach(cards::add);
    Json.answer(ctx, OK, node);
  }

  private void changePassword(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> password = fields.secret("password", MAX_SECRET_CHARS);
    Optional<String> next = fields.secret("new_password", MAX_SECRET_CHARS);
    fields.done();
    start(
        ctx,
        people.changePassword(
            visitor(ctx), person(ctx), password.orElseThrow(), next.orElseThrow()));
  }

  private void newTotp(Context ctx) throws RefusedException, IOException, SQLException {
    OneTimePasswords.NewSecret made =
        people.oneTimePasswords().make(visitor(ctx), person(ctx), password(ctx));
    Json.answer(ctx, OK, Json.object().put("secret", made.secret()).put("uri", made.uri()));
  }

  private void confirmTotp(Context ctx) throws RefusedException, IOException, SQLException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> code = fields.code("code", CODE, CODE_WORDS);
    fields.done();
    people.oneTimePasswords().confirm(visitor(ctx), person(ctx), code.orElseThrow());
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void removeTotp(Context ctx) throws RefusedException, IOException, SQLException {
    people.oneTimePasswords().remove(visitor(ctx), person(ctx), password(ctx));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private static String password(Context ctx) throws RefusedException, IOException {
    JsonReader fields = JsonReader.of(Json.body(ctx));
    Optional<String> password = fields.secret("password", MAX_SECRET_CHARS);
    fields.done();
    return password.orElseThrow();
  }

  /** Names are known in small letters; what is no name is wrong as any other. */
  private static Optional<String> name(JsonReader fields) {
    return fields.secret("user", MAX_NAME_CHARS).map(name -> name.strip().toLowerCase(Locale.ROOT));
  }

  private Optional<Enrolment.Shown> shown(JsonReader fields) {
    Optional<String> number =
        fields
            .secret("card_number", MAX_CARD_CHARS)
            .map(text -> SEPARATORS.matcher(text).replaceAll(""));
    Optional<LocalDate> birthDate = date(fields);
    Optional<String> postalCode = fields.optionalText("postal_code", MAX_POSTAL_CHARS);
    if (number.isPresent() && !CARD_NUMBER.matcher(number.get()).matches()) {
      fields.problem("card_number", "must be 11 to 19 digits");
      return Optional.empty();
    }
    if (number.isPresent() && !CardNumbers.hasRightCheckDigit(number.get())) {
      fields.problem("card_number", "has a wrong digit: its check digit does not fit");
      return Optional.empty();
    }
    return number.isPresent() && birthDate.isPresent()
        ? Optional.of(new Enrolment.Shown(token(number.get()), birthDate.get(), postalCode))
        : Optional.empty();
  }

  private static Optional<LocalDate> date(JsonReader fields) {
    Optional<String> text = fields.text("birth_date", MAX_CARD_CHARS);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(text.get());
      if (date.getYear() >= 1800 && date.getYear() <= 9999) {
        return Optional.of(date);
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    fields.problem("birth_date", "must be a date such as 1980-02-29");
    return Optional.empty();
  }

  private synchronized String token(String cardNumber) {
    return tokenizer.token(cardNumber);
  }

  private void start(Context ctx, SignedIn signedIn) {
    cookie.set(ctx, signedIn.sessionId(), signedIn.deviceCookie(), Sessions.LIFETIME);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private Visitor visitor(Context ctx) {
    return new Visitor(ctx.ip(), cookie.device(ctx));
  }

  private static PersonCaller person(Context ctx) {
    return AccessControl.caller(ctx, PersonCaller.class);
  }
}

package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.access.Role;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.By;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cardholders sign up, and enrol their cards, by card number and date of birth. What is answered
 * does not say whether there is such a card. A date of birth is one of some 25,000, so wrong
 * answers are few ({@link Lockouts}): three from one network, then that network waits for this
 * card, while others go on. After ten on a card from wherever, or ten from a network on whatever
 * cards, the postal code of the billing address is asked for too, which a guesser does not have and
 * the owner does: more is asked, and nobody is locked out.
 */
public final class Enrolment {
  private static final String ENROL = "card-enrol";

  private final Database database;
  private final PasswordHashing hashing;
  private final InstantSource clock;
  private final Start start;

  /** Opens a session. */
  interface Start {
    SignedIn start(Connection connection, User user) throws SQLException;
  }

  Enrolment(Database database, PasswordHashing hashing, InstantSource clock, Start start) {
    this.database = database;
    this.hashing = hashing;
    this.clock = clock;
    this.start = start;
  }

  /**
   * What somebody shows.
   *
   * @param postalCode empty if it was not given
   */
  public record Shown(String cardToken, LocalDate birthDate, Optional<String> postalCode) {
    private CardFacts facts() {
      return new CardFacts(cardToken, birthDate, postalCode);
    }

    /** Without any of it. */
    @Override
    public String toString() {
      return "Shown[…]";
    }
  }

  /**
   * Makes a cardholder with a first card, and signs in.
   *
   * @throws RefusedException if the books say otherwise, the card has a user, or the name is taken
   */
  public SignedIn signUp(Visitor visitor, String userName, String password, Shown shown)
      throws RefusedException, SQLException {
    if (!User.isName(userName)) {
      throw invalid("#/user", "must be " + User.NAME_FORM);
    }
    People.requireGood(password, userName, "#/password");
    // First, though it may be in vain: so many tries a second as are hashed can be written down.
    String hash = hashing.work(() -> Passwords.hash(password));
    Lockouts.Try its = requireInBooks(visitor, visitor.somebody(), shown);
    record Made(Optional<SignedIn> signedIn, String why) {}
    Made made;
    try {
      made =
          database.transact(
              connection -> {
                OptionalLong id =
                    Users.add(connection, userName, Role.CARDHOLDER, hash, clock.instant());
                if (id.isEmpty()) {
                  return new Made(Optional.empty(), "The user name is taken: choose another.");
                }
                User user = Users.find(connection, id.getAsLong()).orElseThrow();
                if (!Users.addCard(connection, user.id(), shown.cardToken(), clock.instant())) {
                  throw new CardHasUserException();
                }
                Lockouts.right(connection, its);
                SignedIn signedIn = start.start(connection, user);
                AuditTrail.append(
                    connection,
                    visitor.as(userName),
                    "sign-up",
                    "user:" + userName,
                    Result.DONE,
                    "card " + shown.cardToken());
                return new Made(Optional.of(signedIn), "");
              });
    } catch (CardHasUserException e) {
      throw hasUser(visitor.somebody(), its, shown);
    }
    if (made.signedIn().isEmpty()) {
      database.change(connection -> Lockouts.takeBack(connection, its));
      throw new RefusedException(ProblemType.CONFLICT, made.why());
    }
    return made.signedIn().get();
  }

  /**
   * Gives a cardholder one more card.
   *
   * @throws RefusedException if the books say otherwise, or the card has a user
   */
  public void enrol(Visitor visitor, PersonCaller person, Shown shown)
      throws RefusedException, SQLException {
    By by = visitor.as(person.name());
    Lockouts.Try its = requireInBooks(visitor, by, shown);
    boolean added =
        database.transact(
            connection -> {
              if (!Users.addCard(connection, person.userId(), shown.cardToken(), clock.instant())) {
                return person.cardTokens().contains(shown.cardToken());
              }
              Lockouts.right(connection, its);
              AuditTrail.append(
                  connection,
                  by,
                  ENROL,
                  "card " + shown.cardToken(),
                  Result.DONE,
                  "user:" + person.name());
              return true;
            });
    if (!added) {
      throw hasUser(by, its, shown);
    }
  }

  private Lockouts.Try requireInBooks(Visitor visitor, By by, Shown shown)
      throws RefusedException, SQLException {
    Lockouts.Try its =
        new Lockouts.Try(
            Lockouts.Kind.ENROLMENT, shown.cardToken(), "network " + visitor.network());
    // The try is committed before it is looked at.
    Lockouts.Verdict verdict =
        database.transact(connection -> Lockouts.begin(connection, its, clock.instant()));
    Credentials.requireNoWait(verdict);
    if (verdict.underAttack() && shown.postalCode().isEmpty()) {
      database.change(connection -> Lockouts.takeBack(connection, its));
      throw new RefusedException(
          Problem.of(
                  ProblemType.INVALID_REQUEST,
                  "The postal code of the card's billing address is needed too.",
                  List.of(FieldProblem.pointer("#/postal_code", "is needed now")))
              .withMember("postal_code_needed", "true"));
    }
    boolean same =
        database.transact(
            connection -> {
              if (shown.facts().areInBooks(connection)) {
                return true;
              }
              AuditTrail.append(
                  connection,
                  by,
                  ENROL,
                  "card " + shown.cardToken(),
                  Result.REFUSED,
                  verdict.locks() ? "not as in the books; has to wait" : "not as in the books");
              return false;
            });
    if (!same) {
      throw new RefusedException(
          ProblemType.FORBIDDEN,
          "These are not the card number and date of birth of an open card.");
    }
    return its;
  }

  private RefusedException hasUser(By by, Lockouts.Try its, Shown shown) throws SQLException {
    database.change(
        connection -> {
          Lockouts.takeBack(connection, its);
          AuditTrail.append(
              connection,
              by,
              ENROL,
              "card " + shown.cardToken(),
              Result.REFUSED,
              "the card has a user");
        });
    return new RefusedException(
        ProblemType.CONFLICT,
        "The card was enrolled before: sign in as its user, or ask your bank.");
  }

  private static RefusedException invalid(String pointer, String detail) {
    return new RefusedException(
        Problem.of(
            ProblemType.INVALID_REQUEST, detail, List.of(FieldProblem.pointer(pointer, detail))));
  }

  /** Takes back a transaction that would have made a user without a card. */
  private static final class CardHasUserException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}

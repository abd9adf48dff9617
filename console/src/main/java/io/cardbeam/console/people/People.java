package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signing in and out, and passwords. Each change is in the audit trail, in the transaction that
 * makes it.
 */
public final class People implements AutoCloseable {
  private static final String SIGN_IN = "sign-in";

  private final Database database;
  private final InstantSource clock;
  private final PasswordHashing hashing = new PasswordHashing();
  private final Sessions sessions;
  private final DeviceCookies devices;
  private final Credentials credentials;
  private final OneTimePasswords oneTimePasswords;

  /** People by this clock, their secrets in this box. */
  public People(Database database, SecretBox box, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.sessions = new Sessions(database, clock);
    this.devices = new DeviceCookies(box);
    this.credentials = new Credentials(database, box, hashing, devices, clock);
    this.oneTimePasswords = new OneTimePasswords(database, box, credentials);
  }

  /** The open sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** The one-time passwords. */
  public OneTimePasswords oneTimePasswords() {
    return oneTimePasswords;
  }

  /**
   * Signs in.
   *
   * @param code one-time password; empty for none
   * @param before id of the session that the browser has now, which ends; empty for none
   * @throws RefusedException UNAUTHORIZED if anything is wrong, with member {@code code_needed} if
   *     nothing is but the missing one-time password; TOO_MANY_ATTEMPTS after wrong ones
   */
  public SignedIn signIn(
      Visitor visitor, String userName, String password, String code, String before)
      throws RefusedException, SQLException {
    Lockouts.Try its = credentials.passwordTry(visitor, userName);
    Optional<User> found = credentials.begin(its);
    boolean right = credentials.check(password, found);
    Optional<String> rehashed =
        right && Passwords.isOutdated(found.orElseThrow().passwordHash())
            ? Optional.of(hashing.work(() -> Passwords.hash(password)))
            : Optional.empty();
    Optional<RefusedException> refused =
        right
            ? secondFactor(visitor, its, found.orElseThrow(), code)
            : Optional.of(Credentials.wrong());
    if (refused.isPresent()) {
      if (!right) {
        refuse(visitor, found, "wrong password or user");
      }
      throw refused.get();
    }
    User user = found.orElseThrow();
    return database.transact(
        connection -> {
          Lockouts.right(connection, its);
          if (rehashed.isPresent()) {
            Users.rehash(connection, user.id(), rehashed.get(), clock.instant());
          }
          Sessions.end(connection, before);
          SignedIn signedIn = start(connection, user);
          AuditTrail.append(
              connection, visitor.as(user.name()), SIGN_IN, target(user), Result.DONE, "");
          return signedIn;
        });
  }

  private SignedIn start(Connection connection, User user) throws SQLException {
    return new SignedIn(sessions.open(connection, user), devices.make(user.name()));
  }

  private Optional<RefusedException> secondFactor(
      Visitor visitor, Lockouts.Try its, User user, String code) throws SQLException {
    if (user.totpSecret().isEmpty()) {
      return Optional.empty();
    }
    if (code.isEmpty()) {
      database.change(connection -> Lockouts.takeBack(connection, its));
      return Optional.of(
          new RefusedException(
              Problem.of(ProblemType.UNAUTHORIZED, "The one-time password is missing.")
                  .withMember("code_needed", "true")));
    }
    OptionalLong step = credentials.step(user, user.totpSecret(), code);
    if (step.isPresent()) {
      boolean first =
          database.transact(connection -> Users.useStep(connection, user, step.getAsLong()));
      if (first) {
        return Optional.empty();
      }
    }
    refuse(visitor, Optional.of(user), "wrong one-time password");
    return Optional.of(
        new RefusedException(
            Problem.of(ProblemType.UNAUTHORIZED, "The one-time password is wrong, or was used.")
                .withMember("code_needed", "true")));
  }

  private void refuse(Visitor visitor, Optional<User> user, String why) throws SQLException {
    // A name that is nobody's may be a password that was typed into the wrong field.
    String target = user.map(People::target).orElse("unknown user");
    database.change(
        connection ->
            AuditTrail.append(
                connection, visitor.somebody(), SIGN_IN, target, Result.REFUSED, why));
  }

  static String target(User user) {
    return "user:" + user.name();
  }

  /** Ends a session, if it is one. */
  public void signOut(Visitor visitor, String sessionId) throws SQLException {
    Optional<PersonCaller> person = sessions.look(sessionId);
    if (person.isPresent()) {
      database.change(
          connection -> {
            Sessions.end(connection, sessionId);
            AuditTrail.append(
                connection,
                visitor.as(person.get().name()),
                "sign-out",
                "user:" + person.get().name(),
                Result.DONE,
                "");
          });
    }
  }

  /**
   * Sets the password of a user who has a code from an administrator; all sessions of the user end.
   *
   * @throws RefusedException if code or user is wrong, or the password is not taken
   */
  public void setPassword(Visitor visitor, String userName, String code, String password)
      throws RefusedException, SQLException {
    requireGood(password, userName, "#/password");
    String hash = hashing.work(() -> Passwords.hash(password));
    Instant now = clock.instant();
    boolean set =
        database.transact(
            connection -> {
              OptionalLong user = Users.useReset(connection, userName, code, now);
              if (user.isPresent()) {
                Users.setPassword(connection, user.getAsLong(), hash, now);
                Lockouts.unlock(connection, Lockouts.Kind.PASSWORD, userName);
              }
              AuditTrail.append(
                  connection,
                  visitor.somebody(),
                  "password-set",
                  user.isPresent() ? "user:" + userName : "unknown user or code",
                  user.isPresent() ? Result.DONE : Result.REFUSED,
                  "by a code");
              return user.isPresent();
            });
    if (!set) {
      throw new RefusedException(
          ProblemType.UNAUTHORIZED, "User or code is wrong, or the code was used or is over.");
    }
  }

  /**
   * Changes a user's own password. All sessions of the user end, and a new one begins.
   *
   * @throws RefusedException if the old one is wrong, or the new one is not taken
   */
  public SignedIn changePassword(
      Visitor visitor, PersonCaller person, String oldPassword, String password)
      throws RefusedException, SQLException {
    requireGood(password, person.name(), "#/new_password");
    User user = credentials.proven(visitor, person, oldPassword, "password-change");
    String hash = hashing.work(() -> Passwords.hash(password));
    return database.transact(
        connection -> {
          Users.setPassword(connection, user.id(), hash, clock.instant());
          SignedIn again = start(connection, user);
          AuditTrail.append(
              connection,
              visitor.as(user.name()),
              "password-change",
              target(user),
              Result.DONE,
              "");
          return again;
        });
  }

  static void requireGood(String password, String userName, String pointer)
      throws RefusedException {
    Optional<String> flaw = PasswordRules.flaw(password, userName);
    if (flaw.isPresent()) {
      throw new RefusedException(
          Problem.of(
              ProblemType.INVALID_REQUEST,
              "The password " + flaw.get() + ".",
              List.of(FieldProblem.pointer(pointer, flaw.get()))));
    }
  }

  /** Removes what is over: sessions, wrong tries, and audit entries of more than 400 days. */
  public void tidy() throws SQLException {
    database.change(
        connection -> {
          sessions.forget(connection);
          Lockouts.forget(connection, clock.instant());
        });
    database.change(connection -> AuditTrail.expire(connection, new AuditTrail.By("console", "")));
  }

  /** Enrolment, with the same threads for hashing and the same sessions. */
  public Enrolment enrolment() {
    return new Enrolment(database, hashing, clock, this::start);
  }

  @Override
  public void close() {
    hashing.close();
  }
}

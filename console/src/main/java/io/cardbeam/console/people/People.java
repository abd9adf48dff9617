package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.FieldProblem;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signing in and out, passwords and one-time passwords. Each try is counted before it is looked at
 * ({@link Lockouts}), hashes are computed outside of transactions ({@link PasswordHashing}), and
 * each change is in the audit trail, in the transaction that makes it.
 */
public final class People implements AutoCloseable {
  private static final String SIGN_IN = "sign-in";
  private static final int SIX_DIGITS = 6;

  private final Database database;
  private final InstantSource clock;
  private final SecretBox box;
  private final PasswordHashing hashing = new PasswordHashing();
  private final Sessions sessions;
  private final DeviceCookies devices;

  /** People by this clock, their secrets in this box. */
  public People(Database database, SecretBox box, InstantSource clock) {
    this.database = database;
    this.box = box;
    this.clock = clock;
    this.sessions = new Sessions(database, clock);
    this.devices = new DeviceCookies(box);
  }

  /** The open sessions. */
  public Sessions sessions() {
    return sessions;
  }

  /** A secret of one-time passwords, to be shown once. */
  public record NewTotp(String secret, String uri) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "NewTotp[…]";
    }
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
    Lockouts.Try its = passwordTry(visitor, userName);
    Optional<User> found = begin(its);
    boolean right = check(password, found);
    Optional<String> rehashed =
        right && Passwords.isOutdated(found.orElseThrow().passwordHash())
            ? Optional.of(hashing.work(() -> Passwords.hash(password)))
            : Optional.empty();
    Optional<RefusedException> refused =
        right ? secondFactor(visitor, its, found.orElseThrow(), code) : Optional.of(wrong());
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

  private Lockouts.Try passwordTry(Visitor visitor, String userName) {
    return new Lockouts.Try(
        Lockouts.Kind.PASSWORD,
        userName,
        devices.whoTries(userName, visitor.deviceCookie(), visitor.network()));
  }

  /** Counts a try and finds its user, who may not be there. */
  private Optional<User> begin(Lockouts.Try its) throws RefusedException, SQLException {
    record Begun(Lockouts.Verdict verdict, Optional<User> user) {}
    Begun begun =
        database.transact(
            connection -> {
              Lockouts.Verdict verdict = Lockouts.begin(connection, its, clock.instant());
              Optional<User> user =
                  User.isName(its.subject())
                      ? Users.find(connection, its.subject())
                      : Optional.empty();
              return new Begun(verdict, user);
            });
    requireNoWait(begun.verdict());
    return begun.user();
  }

  static void requireNoWait(Lockouts.Verdict verdict) throws RefusedException {
    if (!verdict.mayGoOn()) {
      throw new RefusedException(
          Problem.of(
                  ProblemType.TOO_MANY_ATTEMPTS,
                  "Too many wrong answers came from here: wait before the next one.")
              .retryAfterSeconds(verdict.pause().plusMillis(999).toSeconds()));
    }
  }

  private boolean check(String password, Optional<User> user) throws RefusedException {
    String hash = user.map(User::passwordHash).orElse("");
    boolean right = hashing.work(() -> Passwords.matches(password, hash));
    return right && user.isPresent() && !user.get().disabled();
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
    OptionalLong step = step(user, user.totpSecret(), code);
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

  private OptionalLong step(User user, Optional<byte[]> sealed, String code) {
    if (code.length() != SIX_DIGITS || sealed.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      byte[] secret = box.open(sealed.get(), user.totpContext());
      return Totp.step(secret, code, clock.instant(), user.totpStep());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the secret of one-time passwords can't be opened: was it sealed under another"
              + " --secrets-key?",
          e);
    }
  }

  private void refuse(Visitor visitor, Optional<User> user, String why) throws SQLException {
    // A name that is nobody's may be a password that was typed into the wrong field.
    String target = user.map(People::target).orElse("unknown user");
    database.change(
        connection ->
            AuditTrail.append(
                connection, visitor.somebody(), SIGN_IN, target, Result.REFUSED, why));
  }

  private static RefusedException wrong() {
    return new RefusedException(ProblemType.UNAUTHORIZED, "User or password is wrong.");
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
    User user = proven(visitor, person, oldPassword, "password-change");
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

  /**
   * Makes a secret for one-time passwords; they are asked for once it is confirmed.
   *
   * @throws RefusedException if the password is wrong
   */
  public NewTotp newTotp(Visitor visitor, PersonCaller person, String password)
      throws RefusedException, SQLException {
    User user = proven(visitor, person, password, "totp-new");
    byte[] secret = Totp.newSecret();
    byte[] sealed = box.seal(secret, user.totpContext());
    database.change(
        connection -> {
          Users.setPendingTotp(connection, user, sealed);
          AuditTrail.append(
              connection, visitor.as(user.name()), "totp-new", target(user), Result.DONE, "");
        });
    return new NewTotp(Totp.base32(secret), Totp.uri(user.name(), secret));
  }

  /**
   * Asks for one-time passwords from now on.
   *
   * @throws RefusedException if the code is not one of the secret made before
   */
  public void confirmTotp(Visitor visitor, PersonCaller person, String code)
      throws RefusedException, SQLException {
    User user = user(person);
    OptionalLong step = step(user, user.totpPending(), code);
    database.change(
        connection -> {
          if (step.isPresent()) {
            Users.confirmTotp(connection, user, step.getAsLong());
          }
          AuditTrail.append(
              connection,
              visitor.as(user.name()),
              "totp-confirm",
              target(user),
              step.isPresent() ? Result.DONE : Result.REFUSED,
              "");
        });
    if (step.isEmpty()) {
      throw new RefusedException(ProblemType.UNAUTHORIZED, "The one-time password is wrong.");
    }
  }

  /**
   * Asks for no one-time passwords any more.
   *
   * @throws RefusedException if the password is wrong
   */
  public void removeTotp(Visitor visitor, PersonCaller person, String password)
      throws RefusedException, SQLException {
    User user = proven(visitor, person, password, "totp-remove");
    database.change(
        connection -> {
          Users.removeTotp(connection, user.id());
          AuditTrail.append(
              connection, visitor.as(user.name()), "totp-remove", target(user), Result.DONE, "");
        });
  }

  /** The user who has just shown the password once more. */
  private User proven(Visitor visitor, PersonCaller person, String password, String action)
      throws RefusedException, SQLException {
    Lockouts.Try its = passwordTry(visitor, person.name());
    Optional<User> user = begin(its);
    boolean right = check(password, user);
    database.change(
        connection -> {
          if (right) {
            Lockouts.right(connection, its);
          } else {
            AuditTrail.append(
                connection,
                visitor.as(person.name()),
                action,
                "user:" + person.name(),
                Result.REFUSED,
                "wrong password");
          }
        });
    if (!right) {
      throw new RefusedException(ProblemType.FORBIDDEN, "The password is wrong.");
    }
    return user.orElseThrow();
  }

  private User user(PersonCaller person) throws RefusedException, SQLException {
    Optional<User> user = database.transact(connection -> Users.find(connection, person.userId()));
    return user.orElseThrow(People::wrong);
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

package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.Problem;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks passwords and one-time passwords. Each try is counted before it is looked at ({@link
 * Lockouts}), and hashes are computed outside of transactions ({@link PasswordHashing}).
 */
final class Credentials {
  private static final int SIX_DIGITS = 6;

  private final Database database;
  private final SecretBox box;
  private final PasswordHashing hashing;
  private final DeviceCookies devices;
  private final InstantSource clock;

  Credentials(
      Database database,
      SecretBox box,
      PasswordHashing hashing,
      DeviceCookies devices,
      InstantSource clock) {
    this.database = database;
    this.box = box;
    this.hashing = hashing;
    this.devices = devices;
    this.clock = clock;
  }

  Lockouts.Try passwordTry(Visitor visitor, String userName) {
    return new Lockouts.Try(
        Lockouts.Kind.PASSWORD,
        userName,
        devices.whoTries(userName, visitor.deviceCookie(), visitor.network()));
  }

  /** Counts a try and finds its user, who may not be there. */
  Optional<User> begin(Lockouts.Try its) throws RefusedException, SQLException {
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

  boolean check(String password, Optional<User> user) throws RefusedException {
    String hash = user.map(User::passwordHash).orElse("");
    boolean right = hashing.work(() -> Passwords.matches(password, hash));
    return right && user.isPresent() && !user.get().disabled();
  }

  /** The step of a one-time password; empty if it is wrong. */
  OptionalLong step(User user, Optional<byte[]> sealed, String code) {
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

  /** The user who has just shown the password once more. */
  User proven(Visitor visitor, PersonCaller person, String password, String action)
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

  static RefusedException wrong() {
    return new RefusedException(ProblemType.UNAUTHORIZED, "User or password is wrong.");
  }
}

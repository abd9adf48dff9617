package io.cardbeam.console.people;

import io.cardbeam.console.access.Caller.PersonCaller;
import io.cardbeam.console.audit.AuditTrail;
import io.cardbeam.console.audit.AuditTrail.Result;
import io.cardbeam.console.database.Database;
import io.cardbeam.console.http.ProblemType;
import io.cardbeam.console.http.RefusedException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** One-time passwords of users who want them: made, confirmed and removed. */
public final class OneTimePasswords {
  private final Database database;
  private final SecretBox box;
  private final Credentials credentials;

  OneTimePasswords(Database database, SecretBox box, Credentials credentials) {
    this.database = database;
    this.box = box;
    this.credentials = credentials;
  }

  /** A secret of one-time passwords, to be shown once. */
  public record NewSecret(String secret, String uri) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "NewSecret[…]";
    }
  }

  /**
   * Makes a secret for one-time passwords; they are asked for once it is confirmed.
   *
   * @throws RefusedException if the password is wrong
   */
  public NewSecret make(Visitor visitor, PersonCaller person, String password)
      throws RefusedException, SQLException {
    User user = credentials.proven(visitor, person, password, "totp-new");
    byte[] secret = Totp.newSecret();
    byte[] sealed = box.seal(secret, user.totpContext());
    database.change(
        connection -> {
          Users.setPendingTotp(connection, user, sealed);
          AuditTrail.append(
              connection,
              visitor.as(user.name()),
              "totp-new",
              People.target(user),
              Result.DONE,
              "");
        });
    return new NewSecret(Totp.base32(secret), Totp.uri(user.name(), secret));
  }

  /**
   * Asks for one-time passwords from now on.
   *
   * @throws RefusedException if the code is not one of the secret made before
   */
  public void confirm(Visitor visitor, PersonCaller person, String code)
      throws RefusedException, SQLException {
    User user = user(person);
    OptionalLong step = credentials.step(user, user.totpPending(), code);
    database.change(
        connection -> {
          if (step.isPresent()) {
            Users.confirmTotp(connection, user, step.getAsLong());
          }
          AuditTrail.append(
              connection,
              visitor.as(user.name()),
              "totp-confirm",
              People.target(user),
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
  public void remove(Visitor visitor, PersonCaller person, String password)
      throws RefusedException, SQLException {
    User user = credentials.proven(visitor, person, password, "totp-remove");
    database.change(
        connection -> {
          Users.removeTotp(connection, user.id());
          AuditTrail.append(
              connection,
              visitor.as(user.name()),
              "totp-remove",
              People.target(user),
              Result.DONE,
              "");
        });
  }

  private User user(PersonCaller person) throws RefusedException, SQLException {
    Optional<User> user = database.transact(connection -> Users.find(connection, person.userId()));
    return user.orElseThrow(Credentials::wrong);
  }
}

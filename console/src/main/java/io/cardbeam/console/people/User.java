package io.cardbeam.console.people;

import io.cardbeam.console.access.Role;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user, as stored.
 *
 * @param passwordHash empty until the user has chosen a password
 * @param totpSecret sealed; empty if the user has no one-time passwords
 * @param totpPending sealed; shown and not confirmed
 * @param totpStep newest step of time that was used
 */
public record User(
    long id,
    String name,
    Role role,
    String passwordHash,
    Optional<byte[]> totpSecret,
    Optional<byte[]> totpPending,
    long totpStep,
    boolean disabled) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{2,63}");

  /** What a user name looks like, for messages. */
  public static final String NAME_FORM =
      "3 to 64 small letters, digits and . _ @ + -, the first a letter or digit";

  /** Whether somebody may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What the secret of this user's one-time passwords is sealed with. */
  String totpContext() {
    return "totp of user " + id;
  }

  /** Without hash and secrets. */
  @Override
  public String toString() {
    return "User[" + name + ", " + role + "]";
  }
}

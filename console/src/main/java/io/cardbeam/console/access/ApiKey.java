package io.cardbeam.console.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key of a program, without the secret.
 *
 * @param id names it; no secret
 * @param owner the merchant's id, or the name of the issuer or program
 * @param prefix its first ten characters
 * @param rate its own; empty: its merchant's, or the standard
 * @param created when it was made
 * @param expires when it ends, if it was replaced
 * @param revoked when it was revoked
 * @param replacedBy the key that took its place
 */
public record ApiKey(
    String id,
    KeyKind kind,
    String owner,
    String prefix,
    Set<Scope> scopes,
    Optional<Rate> rate,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked,
    Optional<String> replacedBy) {
  private static final Pattern TEXT = Pattern.compile("cb_[mia]_[A-Za-z0-9_-]{43}");
  private static final int PREFIX_CHARS = 10;
  private static final int ID_CHARS = 16;

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /**
   * A key just made, to be shown once.
   *
   * @param id names it
   * @param text the key
   */
  public record Made(String id, String text) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Made[" + id + "]";
    }

    /** Makes a key at random. */
    static Made of(KeyKind kind) {
      return new Made(
          "k_" + RandomSecrets.base32(ID_CHARS),
          "cb_" + kind.letter() + "_" + RandomSecrets.next());
    }

    /** First characters of the key, to know it by. */
    String prefix() {
      return text.substring(0, PREFIX_CHARS);
    }
  }

  /** Whether a text has the form of a key; spares a look-up of anything else. */
  static boolean hasForm(String text) {
    return TEXT.matcher(text).matches();
  }

  /** What it is now: {@code valid}, {@code replaced} (valid till it ends), ended, revoked. */
  public String state(Instant now) {
    if (revoked.isPresent()) {
      return "revoked";
    }
    if (expires.isEmpty()) {
      return "valid";
    }
    return expires.get().isAfter(now) ? "replaced" : "ended";
  }
}

package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which passwords are taken, after NIST SP 800-63B: length counts, not kinds of characters; none
 * that is among the commonest, repeats one piece, or is little more than the user's name.
 */
final class PasswordRules {
  /** Fewest characters. */
  static final int LEAST_CHARS = 12;

  /** Most characters. */
  static final int MAX_CHARS = 128;

  private static final int LEAST_BESIDE_NAME = 8;
  private static final Pattern REPEATED = Pattern.compile("(.{1,4}?)\\1+.{0,3}", Pattern.DOTALL);
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /** What is wrong with a password of this user; empty if nothing is. */
  static Optional<String> flaw(String password, String userName) {
    String text = Passwords.normalized(password);
    int chars = text.codePointCount(0, text.length());
    if (chars < LEAST_CHARS || chars > MAX_CHARS) {
      return Optional.of("must have " + LEAST_CHARS + " to " + MAX_CHARS + " characters");
    }
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.length() - occupied(plain, userName) < LEAST_BESIDE_NAME) {
      return Optional.of("is little more than the user's name");
    }
    if (REPEATED.matcher(plain).matches() || isRow(plain)) {
      return Optional.of("repeats or counts up one piece");
    }
    if (COMMON.contains(plain) || COMMON.contains(AROUND.matcher(plain).replaceAll(""))) {
      return Optional.of("is among the commonest passwords");
    }
    return Optional.empty();
  }

  private static int occupied(String plain, String userName) {
    String name = userName.toLowerCase(Locale.ROOT);
    return name.isEmpty() || !plain.contains(name) ? 0 : name.length();
  }

  /** Whether each character is the next or the one before, as in 123456789012 or zyxwvutsrqpo. */
  private static boolean isRow(String plain) {
    int steps = 0;
    for (int i = 1; i < plain.length(); i++) {
      int step = Math.abs(plain.charAt(i) - plain.charAt(i - 1));
      steps += step == 1 || step == 9 ? 1 : 0;
    }
    return steps == plain.length() - 1;
  }

  private static Set<String> common() {
    try (InputStream stream = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
      if (stream == null) {
        throw new IllegalStateException("common-passwords.txt is not in the build");
      }
      return Set.copyOf(
          new String(stream.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .distinct()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("common-passwords.txt can't be read", e);
    }
  }
}

package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.access.RandomSecrets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows a browser again that a user has signed in from, by a signed cookie, after OWASP's <i>Slow
 * Down Online Guessing Attacks with Device Cookies</i>. It opens nothing: wrong passwords of others
 * in the same network do not count against its user.
 */
final class DeviceCookies {
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

  private final SecretBox box;

  DeviceCookies(SecretBox box) {
    this.box = box;
  }

  /** A cookie for a browser of this user. */
  String make(String userName) {
    String name = RandomSecrets.next();
    return name + "." + signature(userName, name);
  }

  /**
   * Who tries: the browser, if the user has signed in from it, else its network.
   *
   * @param cookie what the browser sent; empty for nothing
   */
  String whoTries(String userName, String cookie, String network) {
    Matcher parts = FORM.matcher(cookie);
    boolean known =
        parts.matches()
            && MessageDigest.isEqual(
                parts.group(2).getBytes(UTF_8),
                signature(userName, parts.group(1)).getBytes(UTF_8));
    return known ? "browser " + parts.group(1) : "network " + network;
  }

  private String signature(String userName, String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(box.sign("device " + userName + " " + name));
  }
}

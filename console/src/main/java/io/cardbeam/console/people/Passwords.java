package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.access.RandomSecrets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords by Argon2id (RFC 9106), with the parameters that OWASP's Password Storage
 * Cheat Sheet names: 19 MiB, two passes, one lane; some 60 to 100 ms of one core. A hash tells its
 * own parameters, so that they can be raised: {@link #isOutdated}.
 */
final class Passwords {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** What nobody's password has; checked where there is no user, to take as long as for one. */
  private static final String DECOY =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

  private Passwords() {}

  /** Hash of a password, with a salt of its own. */
  static String hash(String password) {
    byte[] salt = RandomSecrets.bytes(SALT_BYTES);
    return phc(salt, compute(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
  }

  /**
   * Whether a password has this hash; takes as long for a hash that is none.
   *
   * @param hash as {@link #hash} gave it, or empty
   */
  static boolean matches(String password, String hash) {
    boolean known = FORM.matcher(hash).matches();
    Matcher parts = FORM.matcher(known ? hash : DECOY);
    if (!parts.matches()) {
      throw new IllegalStateException("the decoy is a hash");
    }
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] computed =
        compute(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, computed) && known;
  }

  /** Whether a hash was made with other parameters than today's. */
  static boolean isOutdated(String hash) {
    return !hash.startsWith(prefix());
  }

  private static String prefix() {
    return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";
  }

  private static String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return prefix() + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  private static byte[] compute(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[bytes];
    argon2.generateBytes(normalized(password).getBytes(UTF_8), hash);
    return hash;
  }

  /** The same password, whichever keyboard wrote its accents. */
  static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}

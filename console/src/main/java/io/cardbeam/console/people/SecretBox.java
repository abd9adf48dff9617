package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.console.access.RandomSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what has to be read again, and signs what browsers keep, under the key of one file: AES
 * in Galois/Counter Mode with 256 bits and a random nonce (NIST SP 800-38D), and HMAC-SHA-256. Each
 * use has a key of its own, derived from the one of the file.
 */
public final class SecretBox {
  /** Length of the key, bytes. */
  public static final int KEY_BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String MAC = "HmacSHA256";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] sealing;
  private final byte[] signing;

  /**
   * A box under this key.
   *
   * @throws IllegalArgumentException if it is not {@link #KEY_BYTES} long
   */
  public SecretBox(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the secrets' key has " + KEY_BYTES + " bytes");
    }
    sealing = mac(key, "cardbeam sealing 1");
    signing = mac(key, "cardbeam signing 1");
  }

  /**
   * A box under the key of a file: 64 hexadecimal digits.
   *
   * @throws IOException if the file can't be read or holds no such key
   */
  public static SecretBox read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return new SecretBox(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      // The text itself is never shown.
      throw new IOException("it does not hold " + 2 * KEY_BYTES + " hexadecimal digits");
    }
  }

  /**
   * Encrypts.
   *
   * @param context what it belongs to; it opens with the same one only
   */
  byte[] seal(byte[] plain, String context) {
    byte[] nonce = RandomSecrets.bytes(NONCE_BYTES);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws GeneralSecurityException if it was sealed under another key or context, or was changed
   */
  byte[] open(byte[] whole, String context) throws GeneralSecurityException {
    if (whole.length < NONCE_BYTES) {
      throw new GeneralSecurityException("a sealed secret is cut off");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, nonce, context)
        .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
  }

  /** Signs a text. */
  byte[] sign(String text) {
    return mac(signing, text);
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher;
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + MAC, e);
    }
  }
}

package io.cardbeam.console.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardbeam.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * An entry of the audit trail.
 *
 * @param seq number, from 1, without gaps
 * @param at when, to the microsecond; never before the entry before
 * @param actor who: {@code user:NAME}, {@code key:ID}, {@code command:NAME} or {@code somebody}
 * @param action what
 * @param target to what or whom
 * @param origin address that it came from, or empty
 * @param result {@code done} or {@code refused}
 * @param detail more of it, without secrets
 * @param previousHash hash of the entry before, in hexadecimal
 * @param hash of this one, in hexadecimal
 */
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String action,
    String target,
    String origin,
    String result,
    String detail,
    String previousHash,
    String hash) {

  /**
   * The hash that this entry must have: SHA-256 of the hash before and of number, microseconds
   * since 1970 and the texts, each as a netstring ({@code length:bytes,}), so that no two contents
   * give the same bytes.
   */
  String computedHash() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(previousHash));
    netstring(bytes, Long.toString(seq));
    netstring(bytes, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    netstring(bytes, actor);
    netstring(bytes, action);
    netstring(bytes, target);
    netstring(bytes, origin);
    netstring(bytes, result);
    netstring(bytes, detail);
    return Sha256.hex(bytes.toByteArray());
  }

  private static void netstring(ByteArrayOutputStream bytes, String text) {
    byte[] encoded = text.getBytes(UTF_8);
    bytes.writeBytes((encoded.length + ":").getBytes(UTF_8));
    bytes.writeBytes(encoded);
    bytes.write(',');
  }
}

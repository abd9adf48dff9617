package io.cardbeam.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** FIPS 180-2, B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void givesWhatTheStandardSays() {
    assertThat(Sha256.hex("abc".getBytes(UTF_8))).isEqualTo(OF_ABC);
    assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(OF_ABC));
  }

  @Test
  void aDigestMayBeUsedAgain() {
    var digest = Sha256.newDigest();
    digest.digest("another".getBytes(UTF_8));
    assertThat(digest.digest("abc".getBytes(UTF_8))).isEqualTo(HexFormat.of().parseHex(OF_ABC));
  }
}

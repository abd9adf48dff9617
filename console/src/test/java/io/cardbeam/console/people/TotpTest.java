package io.cardbeam.console.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(US_ASCII);
  private static final SecretBox BOX = new SecretBox(new byte[SecretBox.KEY_BYTES]);

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void givesTheLastSixDigitsOfRfc6238sVectors(long second, String code) {
    assertThat(Totp.code(RFC_SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    assertThat(Totp.step(RFC_SECRET, code, Instant.ofEpochSecond(second), 0).orElseThrow())
        .isEqualTo(second / 30);
  }

  @Test
  void takesOneStepOfDifferenceAndNoCodeTwice() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    String code = Totp.code(RFC_SECRET, now);
    long step = now.getEpochSecond() / 30;

    assertThat(Totp.step(RFC_SECRET, code, now.plusSeconds(30), 0)).hasValue(step);
    assertThat(Totp.step(RFC_SECRET, code, now.minusSeconds(30), 0)).hasValue(step);
    assertThat(Totp.step(RFC_SECRET, code, now.plusSeconds(60), 0)).isEmpty();
    assertThat(Totp.step(RFC_SECRET, code, now.minusSeconds(60), 0)).isEmpty();
    assertThat(Totp.step(RFC_SECRET, code, now, step)).isEmpty();
    assertThat(Totp.step(RFC_SECRET, code, now, step - 1)).hasValue(step);
  }

  @Test
  void writesTheSecretAsAppsReadIt() {
    assertThat(Totp.base32(RFC_SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(Totp.uri("ada@x", RFC_SECRET))
        .isEqualTo(
            "otpauth://totp/Cardbeam:ada%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cardbeam");
  }

  @Test
  void aSealedSecretOpensUnderItsOwnKeyAndContextAloneAndUnchanged() throws Exception {
    byte[] sealed = BOX.seal(RFC_SECRET, "totp of user 1");
    assertThat(BOX.open(sealed, "totp of user 1")).isEqualTo(RFC_SECRET);
    assertThat(BOX.seal(RFC_SECRET, "totp of user 1")).isNotEqualTo(sealed);

    assertThatThrownBy(() -> BOX.open(sealed, "totp of user 2"))
        .isInstanceOf(GeneralSecurityException.class);
    byte[] otherKey = new byte[SecretBox.KEY_BYTES];
    otherKey[0] = 1;
    assertThatThrownBy(() -> new SecretBox(otherKey).open(sealed, "totp of user 1"))
        .isInstanceOf(GeneralSecurityException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> BOX.open(changed, "totp of user 1"))
          .isInstanceOf(GeneralSecurityException.class);
    }
    assertThatThrownBy(() -> BOX.open(new byte[3], ""))
        .isInstanceOf(GeneralSecurityException.class);
  }
}

package io.cardbeam.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeyBlocksTest {
  private static final byte[] MESSAGE = "4000000000000010".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 65, 100})
  void twoHashesWithTheBlocksAreTheHmac(int keyBytes) throws Exception {
    byte[] key = new byte[keyBytes];
    new Random(keyBytes).nextBytes(key);
    Path file = folder.resolve("key");
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
    Map<String, Object> blocks = TokenKeyBlocks.read(file);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    assertThat(hash(blocks.get("outer_block"), hash(blocks.get("inner_block"), MESSAGE)))
        .isEqualTo(mac.doFinal(MESSAGE));
  }

  private static byte[] hash(@Nullable Object block, byte[] message) throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(HexFormat.of().parseHex(String.valueOf(block)));
    both.writeBytes(message);
    return MessageDigest.getInstance("SHA-256").digest(both.toByteArray());
  }
}

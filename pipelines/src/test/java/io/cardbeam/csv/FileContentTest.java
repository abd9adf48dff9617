package io.cardbeam.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileContentTest {
  private static final String TEXT = "trans_num,merchant\n1,Café\n2,漢字🍣\n";

  /** A stream as a network gives it: little at a time, and nothing known to be available. */
  private static InputStream pipe(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 7));
      }

      @Override
      public synchronized int available() {
        return 0;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  private static String text(byte[] file) throws Exception {
    FileContent content = FileContent.of(pipe(file));
    return new String(content.bytes().readAllBytes(), content.encoding().charset());
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void tellsEncodingsWithAndWithoutAMark(String charset) throws Exception {
    for (String mark : List.of("", "\uFEFF")) {
      byte[] bytes = (mark + TEXT).getBytes(Charset.forName(charset));
      assertThat(FileContent.of(pipe(bytes)).encoding())
          .isEqualTo(TextEncoding.named(charset).orElseThrow());
      assertThat(text(bytes)).isEqualTo(TEXT);
      for (Packing packing : Packing.values()) {
        assertThat(text(packing.pack(bytes))).isEqualTo(TEXT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void readsAllMembersOfACompressedFile(Packing packing) throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += 5) {
      parts.add(packing.pack(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 5))));
    }
    byte[] file = join(parts.toArray(byte[][]::new));
    assertThat(text(file)).isEqualTo(TEXT);
    assertThat(FileContent.of(pipe(file)).compression())
        .containsExactly(packing.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void readsZstdAfterAFrameThatIsPassedOver() throws Exception {
    byte[] passedOver = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    byte[] packed = Packing.ZSTD.pack(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(text(join(passedOver, packed, passedOver, packed))).isEqualTo(TEXT + TEXT);
  }

  @Test
  void unpacksThreeTimesAndNotMore() throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    byte[] thrice = Packing.GZIP.pack(Packing.ZSTD.pack(Packing.GZIP.pack(bytes)));
    assertThat(text(thrice)).isEqualTo(TEXT);
    assertThatThrownBy(() -> text(Packing.GZIP.pack(thrice)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("more than 3 times");
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void whatIsCutOffOrAlteredIsDamageAndNeverAnEnd(Packing packing) throws Exception {
    byte[] packed = packing.pack(TEXT.repeat(50).getBytes(StandardCharsets.UTF_8));
    // Not less than the magic number, by which the format is told.
    for (int length = 4; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> text(cut)).isInstanceOf(DamagedFileException.class);
    }
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int damaged = 0;
    for (int i = 0; i < 300; i++) {
      byte[] altered = packed.clone();
      altered[4 + random.nextInt(packed.length - 4)] ^= (byte) (1 + random.nextInt(255));
      try {
        text(altered);
      } catch (DamagedFileException | BadRowException e) {
        damaged++;
      }
    }
    // The time of a header may be any.
    assertThat(damaged).isGreaterThan(150);
  }

  @Test
  void whatFollowsTheLastMemberOfGzipIsDamage() throws Exception {
    byte[] packed = Packing.GZIP.pack(TEXT.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> text(join(packed, "9,Shop\n".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("gzip data is damaged or breaks off after");
  }

  /** As clients of object stores throw: unchecked. */
  private static InputStream failing(byte[] packed, IOException failure) {
    return new ByteArrayInputStream(packed, 0, packed.length / 2) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) {
        int read = super.read(buffer, offset, length);
        if (read < 0) {
          throw new java.io.UncheckedIOException(failure);
        }
        return read;
      }
    };
  }

  @Test
  void failuresOfTheSourceAreNotDamage() throws Exception {
    byte[] noise = new byte[4 * FileContent.LOOK_AHEAD_BYTES];
    new Random(7).nextBytes(noise);
    byte[] packed = Packing.GZIP.pack(noise);
    IOException failure = new IOException("connection reset");
    InputStream checked =
        new java.io.FilterInputStream(failing(packed, failure)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
              return super.read(buffer, offset, length);
            } catch (java.io.UncheckedIOException e) {
              throw e.getCause();
            }
          }
        };
    assertThatThrownBy(() -> FileContent.of(checked).bytes().readAllBytes()).isSameAs(failure);
    InputStream unchecked = failing(packed, failure);
    assertThatThrownBy(() -> FileContent.of(unchecked).bytes().readAllBytes())
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(DamagedFileException.class)
        .hasRootCause(failure);
  }

  @Test
  void aBombIsDamage() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) '\n');
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      for (int i = 0; i < 300; i++) {
        zstd.write(megabyte);
      }
    }
    InputStream bytes = FileContent.of(new ByteArrayInputStream(out.toByteArray())).bytes();
    byte[] buffer = new byte[1 << 20];
    assertThatThrownBy(
            () -> {
              while (bytes.read(buffer) >= 0) {
                // Read on.
              }
            })
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("expands to more than 1000 times its size");
  }

  @Test
  void tellsParquetAndNamesWhatIsNoText() throws Exception {
    assertThat(FileContent.of(pipe("PAR1\0\0\0\0".getBytes(StandardCharsets.UTF_8))).format())
        .isEqualTo(FileContent.Format.PARQUET);
    assertNotText("PK\3\4workbook", "file is a ZIP archive or a workbook (.xlsx); save it as CSV");
    assertNotText("Obj\1\2", "file is an Avro file; save it as CSV");
    assertNotText("%PDF-1.7", "file is a PDF; save it as CSV");
    assertNotText("\0\0\1\2", "file is binary, not text: it begins with zero bytes");
  }

  private static void assertNotText(String bytes, String reason) {
    assertThatThrownBy(() -> FileContent.of(pipe(bytes.getBytes(StandardCharsets.ISO_8859_1))))
        .isInstanceOf(BadRowException.class)
        .hasMessage(reason);
  }

  @Test
  void columnsThatBeginAsAFormatDoesAreText() throws Exception {
    for (String header :
        List.of("id,amt\n1,2\n3,\0\n5,6\n", "BZhead,amt\n", "ORCID,amt\n", "a\n", "", "P,amt\n")) {
      assertThat(text(header.getBytes(StandardCharsets.UTF_8))).isEqualTo(header);
    }
  }
}

package io.cardbeam.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardbeam.wire.ContractVersions;
import io.cardbeam.wire.StateFormat;
import io.cardbeam.wire.UnreadableStateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.beam.sdk.coders.Coder;

/**
 * A value of state and its bytes as each build wrote them: {@code NAME.N.bin} in the resources of
 * the tests, the highest N is today's. With {@code -Dcardbeam.recordState=true} a form that is not
 * there is written.
 *
 * @param name of the files
 * @param value without anything that a change of rules or models would change
 * @param contracts of the records in it
 */
public record StateFixture<T>(String name, Coder<T> coder, T value, List<Schema> contracts) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "io", "cardbeam", "state");
  private static final int NO_VERSION = 99;
  private static final long NO_SCHEMA = 0x1122334455667788L;

  /** All that state must be: kept, read in each form it ever had, refused where it is not known. */
  public void verify() throws IOException {
    isReadInEachFormItEverHad();
    namesAVersionThatIsNotKnown();
    for (Schema contract : contracts) {
      namesASchemaThatIsNotKnown(contract);
    }
    endsWithAnErrorWhereverItIsCut();
  }

  private void isReadInEachFormItEverHad() throws IOException {
    byte[] today = bytes(coder, value);
    List<Path> forms = forms();
    if (Boolean.getBoolean("cardbeam.recordState")
        && (forms.isEmpty()
            || !Arrays.equals(Files.readAllBytes(forms.get(forms.size() - 1)), today))) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + "." + (forms.size() + 1) + ".bin"), today);
      forms = forms();
    }
    String how = name + ": run mvn -pl pipelines test -Dcardbeam.recordState=true";
    assertThat(forms).as(how).isNotEmpty();
    assertThat(Files.readAllBytes(forms.get(forms.size() - 1))).as(how).isEqualTo(today);
    for (Path form : forms) {
      assertThat(bytes(coder, read(Files.readAllBytes(form)))).as("%s", form).isEqualTo(today);
    }
  }

  private List<Path> forms() {
    List<Path> forms = new ArrayList<>();
    Path next = FOLDER.resolve(name + ".1.bin");
    while (Files.exists(next)) {
      forms.add(next);
      next = FOLDER.resolve(name + "." + (forms.size() + 1) + ".bin");
    }
    return forms;
  }

  private void namesAVersionThatIsNotKnown() throws IOException {
    byte[] bytes = bytes(coder, value);
    int known = bytes[0];
    bytes[0] = NO_VERSION;
    assertThatThrownBy(() -> read(bytes))
        .as(name)
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("version " + NO_VERSION)
        .hasMessageContaining("reads version " + known)
        .hasMessageContaining("go on from it with the build that wrote it");
  }

  private void namesASchemaThatIsNotKnown(Schema contract) throws IOException {
    byte[] other =
        replaced(
            bytes(coder, value),
            fingerprint(ContractVersions.fingerprint(contract)),
            fingerprint(NO_SCHEMA));
    assertThatThrownBy(() -> read(other))
        .as("%s, %s", name, contract.getName())
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("format version ")
        .hasMessageContaining(Long.toHexString(NO_SCHEMA))
        .hasMessageContaining("schemas/avro/history")
        .hasMessageContaining("go on from it with the build that wrote it");
  }

  private void endsWithAnErrorWhereverItIsCut() throws IOException {
    byte[] bytes = bytes(coder, value);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut))
          .as("%s, %d of %d bytes", name, length, bytes.length)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UnreadableStateException.class);
    }
  }

  private T read(byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    T read = coder.decode(in);
    assertThat(in.available()).as("bytes that are left").isZero();
    return read;
  }

  /** Bytes of a value. */
  public static <T> byte[] bytes(Coder<T> coder, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(value, bytes);
    return bytes.toByteArray();
  }

  /** A fingerprint as state has it. */
  public static byte[] fingerprint(long fingerprint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StateFormat.writeFingerprint(fingerprint, bytes);
    return bytes.toByteArray();
  }

  /** Bytes with the first place of a part replaced by another. */
  public static byte[] replaced(byte[] bytes, byte[] part, byte[] other) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        places.add(at);
      }
    }
    assertThat(places).as("where the part is").isNotEmpty();
    int at = places.get(0);
    return ByteBuffer.allocate(bytes.length - part.length + other.length)
        .put(bytes, 0, at)
        .put(other)
        .put(bytes, at + part.length, bytes.length - at - part.length)
        .array();
  }
}

package io.cardbeam.command.replay;

import static io.cardbeam.command.replay.TestArchive.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardbeam.event.DeadLetter;
import io.cardbeam.lake.DamagedAvroFileException;
import io.cardbeam.lake.LakeRules;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.EventType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay that can't read its storage stops: what it would skip is sound. */
class FailingStorageTest {
  private static final int EVENTS = 5_000;

  @TempDir private Path folder = Path.of("");
  private final List<DeadLetter> letters = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] bytes = new byte[0];
  private ArchiveFile file = new ArchiveFile(folder, EventType.PAYMENT, START);

  @BeforeEach
  void write() throws IOException {
    List<Event> events =
        new ArrayList<>(
            Collections.nCopies(EVENTS, TestArchive.request("r-1", "card-a", 1, START)));
    Path path = new TestArchive(folder).write(folder, events);
    file = new ArchiveFile(path, EventType.AUTHORIZATION_REQUEST, START);
    bytes = Files.readAllBytes(path);
  }

  @ParameterizedTest(name = "in order: {0}")
  @ValueSource(booleans = {true, false})
  void aFileWhoseStorageFailsIsNotTakenForDamaged(boolean inOrder) {
    for (double part : new double[] {0, 0.01, 0.5, 1}) {
      closed.set(false);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> readAll(failing((int) (part * bytes.length)), inOrder))
          .withMessage("the disc is gone")
          .isNotInstanceOf(DamagedAvroFileException.class);
      assertThat(closed).isTrue();
    }
    assertThat(letters).isEmpty();
  }

  @ParameterizedTest(name = "in order: {0}")
  @ValueSource(booleans = {true, false})
  void aFileThatIsCutIsDamaged(boolean inOrder) throws IOException {
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(readAll(watched(new ByteArrayInputStream(cut)), inOrder)).isBetween(1, EVENTS - 1);
    assertThat(letters).extracting(DeadLetter::getCode).containsExactly("DAMAGED_FILE");
    assertThat(closed).isTrue();
  }

  /** A folder can be opened on some systems and be read on none. */
  @Test
  void aFileOfRulesWhoseStorageFailsIsNotTakenForDamaged() {
    Archive.RuleFile rules = new Archive.RuleFile(folder, LakeRules.SCHEMAS.get(0));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> PublishedItems.ofRules(List.of(rules)))
        .isNotInstanceOf(DamagedAvroFileException.class);
  }

  private int readAll(InputStream in, boolean inOrder) throws IOException {
    int read = 0;
    try (FileCursor cursor = new FileCursor(file, in, inOrder, Long.MAX_VALUE, letters::add)) {
      for (; cursor.head().isPresent(); cursor.advance()) {
        read++;
      }
    }
    return read;
  }

  private InputStream failing(int sound) {
    InputStream gone = new BrokenInputStream(() -> new IOException("the disc is gone"));
    return watched(new SequenceInputStream(new ByteArrayInputStream(bytes, 0, sound), gone));
  }

  private InputStream watched(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        closed.set(true);
        super.close();
      }
    };
  }
}

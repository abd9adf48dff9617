package io.cardbeam.command.traffic;

import io.cardbeam.command.ReplacedFile;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.UnreadableRecordException;
import io.cardbeam.wire.WireCodec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bookmark on disk: a marker, the number of steps, the event time they reached, the number of
 * events, and each event as its length and its wire bytes.
 */
public final class BookmarkFile {
  private static final int MARKER = 0x63626D32;

  private final Path file;

  public BookmarkFile(Path file) {
    this.file = file;
  }

  /** Keeps a bookmark, in place of the one before. */
  public void write(Bookmark bookmark) throws IOException {
    WireCodec codec = new WireCodec();
    ReplacedFile.write(
        file,
        bytes -> {
          DataOutputStream out = new DataOutputStream(bytes);
          out.writeInt(MARKER);
          out.writeLong(bookmark.steps());
          out.writeLong(bookmark.reachedMillis());
          out.writeInt(bookmark.waiting().size());
          for (Event event : bookmark.waiting()) {
            byte[] wire = codec.encode(event.body());
            out.writeInt(wire.length);
            out.write(wire);
          }
          out.flush();
        });
  }

  /**
   * The bookmark that was kept last, or the start if there is none.
   *
   * @throws IOException if the file is damaged
   */
  public Bookmark read() throws IOException {
    if (!Files.exists(file)) {
      return Bookmark.START;
    }
    WireCodec codec = new WireCodec();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MARKER) {
        throw new IOException(file + " is no bookmark; delete it to begin the traffic again");
      }
      long steps = in.readLong();
      long reachedMillis = in.readLong();
      int count = in.readInt();
      if (count < 0 || count > FollowUps.LIMIT) {
        throw new IOException(file + " is damaged; delete it to begin the traffic again");
      }
      List<Event> waiting = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        waiting.add(Event.of(codec.decode(in.readNBytes(length(in)))));
      }
      return new Bookmark(steps, reachedMillis, waiting);
    } catch (UnreadableRecordException | EOFException e) {
      throw new IOException(file + " is damaged; delete it to begin the traffic again", e);
    }
  }

  private int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > WireCodec.MAX_RECORD_BYTES) {
      throw new IOException(file + " is damaged; delete it to begin the traffic again");
    }
    return length;
  }
}

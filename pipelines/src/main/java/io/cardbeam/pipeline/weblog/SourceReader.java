package io.cardbeam.pipeline.weblog;

import io.cardbeam.csv.BadRowException;
import io.cardbeam.csv.DamagedFileException;
import io.cardbeam.csv.FileContent;
import io.cardbeam.pipeline.weblog.LogSource.Copy;
import io.cardbeam.pipeline.weblog.LogSource.ReadUpTo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what of a log was not read before, from its copies one after the other. */
final class SourceReader {
  private final Opener opener;
  private final Receiver to;
  private final boolean hashes;

  /** Opens a file where it lies. */
  interface Opener {
    InputStream open(String place) throws IOException;
  }

  /** Takes what is read. */
  interface Receiver {
    void block(LogBlock block);

    /** A file that can't be read, or not to its end: it has one line more, which is this. */
    void damage(Copy copy, long line, String reason);

    /** A log that begins as the source does is read up to here now. */
    void readUpTo(LogSource source, ReadUpTo place);
  }

  /**
   * @param hashes whether blocks say the hash of what is before them
   */
  SourceReader(Opener opener, Receiver to, boolean hashes) {
    this.opener = opener;
    this.hashes = hashes;
    this.to = to;
  }

  void read(LogSource source) throws IOException {
    List<ReadUpTo> places = new ArrayList<>(source.readBefore());
    for (Copy copy : source.copies()) {
      places.sort(Comparator.comparingLong(ReadUpTo::bytes).reversed());
      if (!goesOn(copy, places)) {
        try (InputStream file = opener.open(copy.place())) {
          places.add(fromStart(copy, file));
        }
      }
    }
    places.forEach(place -> to.readUpTo(source, place));
  }

  /** Reads a file on from one of the places, if it is a log that was read up to there. */
  private boolean goesOn(Copy copy, List<ReadUpTo> places) throws IOException {
    for (int i = 0; i < places.size(); i++) {
      try (InputStream file = opener.open(copy.place())) {
        FileContent content = FileContent.unpacked(file);
        BlockReader reader = new BlockReader(content.bytes(), hashes);
        switch (reader.skipTo(places.get(i))) {
          case SAME -> {
            places.set(i, read(copy, content, reader, false));
            return true;
          }
          case BEYOND -> {
            return true; // a copy of its beginning
          }
          case OTHER -> {
            // Another log that begins so.
          }
        }
      } catch (DamagedFileException | BadRowException e) {
        return true; // as it was when it was read before
      }
    }
    return false;
  }

  private ReadUpTo fromStart(Copy copy, InputStream file) throws IOException {
    try {
      FileContent content = FileContent.unpacked(file);
      return read(copy, content, new BlockReader(content.bytes(), hashes), true);
    } catch (BadRowException e) {
      return unreadable(copy, e.reason());
    } catch (DamagedFileException e) {
      return unreadable(copy, e.reason());
    }
  }

  private ReadUpTo unreadable(Copy copy, String reason) {
    to.damage(copy, 1, reason);
    return ReadUpTo.start(copy.name());
  }

  /**
   * Reads to the end, or to where the file is damaged.
   *
   * @param fromStart whether nothing of it was read before
   */
  private ReadUpTo read(Copy copy, FileContent content, BlockReader reader, boolean fromStart)
      throws IOException {
    boolean isAsItLies = content.compression().isEmpty() && !LogPlaces.isRemote(copy.place());
    int[] blocks = {0};
    try {
      reader.read(
          (firstLine, before, part) -> {
            BlockLines lines =
                isAsItLies && part.isWhole()
                    ? part.in(copy.place())
                    : new BlockLines.Held(part.copy());
            to.block(
                new LogBlock(copy.name(), copy.number(), blocks[0]++, firstLine, before, lines));
          });
    } catch (DamagedFileException e) {
      if (fromStart || blocks[0] > 0) { // else it is known
        to.damage(copy, reader.place(copy.name()).lines() + 1, e.reason());
      }
    }
    return reader.place(copy.name());
  }
}

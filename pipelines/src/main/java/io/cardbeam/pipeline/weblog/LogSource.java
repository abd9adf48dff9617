package io.cardbeam.pipeline.weblog;

import java.io.Serializable;
import java.util.List;

/**
 * A log, and how far it was read before. Files whose first bytes are the same are copies of one
 * log: as it was when it was rotated, packed or copied, or as it has grown.
 *
 * @param identityBytes how many first bytes of its content the identity is of
 * @param identity SHA-256 of them, hexadecimal digits
 * @param copies files that hold it, in the order in which they are read
 * @param readBefore places up to which logs that begin so were read; more than one if several logs
 *     do
 */
public record LogSource(
    int identityBytes, String identity, List<Copy> copies, List<ReadUpTo> readBefore)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most bytes that an identity is of. */
  public static final int MAX_IDENTITY_BYTES = 4096;

  /**
   * A file.
   *
   * @param number among the files of a run, from 1
   * @param name as whoever asked wrote it
   * @param place where a worker finds it
   */
  public record Copy(int number, String name, String place) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * A place in a log.
   *
   * @param file name of the file that was read up to it last
   * @param bytes of its content, unpacked, before the place
   * @param lines before it
   * @param tail SHA-256 of the last {@value #MAX_IDENTITY_BYTES} bytes before it, hexadecimal
   *     digits
   */
  public record ReadUpTo(String file, long bytes, long lines, String tail) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The beginning of a log. */
    static ReadUpTo start(String file) {
      return new ReadUpTo(file, 0, 0, "");
    }
  }

  /** Copies the lists. */
  public LogSource {
    copies = List.copyOf(copies);
    readBefore = List.copyOf(readBefore);
  }
}

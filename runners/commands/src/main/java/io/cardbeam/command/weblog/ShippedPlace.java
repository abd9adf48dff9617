package io.cardbeam.command.weblog;

/**
 * Up to where a log was sent.
 *
 * @param path of the log as the server writes it; rotated, it may have another name now
 * @param fileKey what the file system knows the file by; empty if it has no such thing
 * @param head beginning of the log
 * @param fileId identity of the log among all that are sent
 * @param offset bytes of the log that Kafka has, or that are part of a line that is too long
 * @param line number of the last line that Kafka has, from 1; 0 before the first
 * @param inLongLine whether the place is within a line that was cut
 */
record ShippedPlace(
    String path,
    String fileKey,
    LogHead head,
    String fileId,
    long offset,
    long line,
    boolean inLongLine) {

  /** The same log, further on. */
  ShippedPlace at(long nextOffset, long lastLine, boolean isInLongLine) {
    return new ShippedPlace(path, fileKey, head, fileId, nextOffset, lastLine, isInLongLine);
  }
}

package io.cardbeam.weblog;

/** Reads lines of one format. Not safe for use by several threads at once. */
public interface LineParser {
  /**
   * Reads a line.
   *
   * @param line bytes that hold it
   * @param from its first byte
   * @param to after its last one, without the end of line
   * @throws BadLineException if it is torn, of another format, or says what can't be
   */
  Hit read(byte[] line, int from, int to) throws BadLineException;
}

package io.cardbeam.weblog;

import java.util.Optional;

/**
 * What a line says before its time: who asked, as whom, and which of the server's names.
 *
 * @param virtualHost the first word, if the third is the dash of ident in place of the second
 * @param host address or name, with a port where the log has one
 * @param user what is left after the dash of ident, with its spaces and brackets
 */
record Client(Optional<String> virtualHost, Optional<String> host, Optional<String> user) {
  private static final String EMPTY_USER = "\"\"";

  /** Bytes of a line that a reason quotes. */
  private static final int MAX_QUOTED = 100;

  static Client read(byte[] line, int from, int to) throws BadLineException {
    int second = after(line, from, to);
    int third = after(line, second, to);
    if (third > to) {
      throw new BadLineException("before the time there are not host, ident and user");
    }
    int fourth = after(line, third, to);
    boolean virtual =
        fourth <= to && !isDash(line, second, third - 1) && isDash(line, third, fourth - 1);
    Optional<String> first = word(line, from, second - 1);
    Client client =
        virtual
            ? new Client(first, word(line, second, third - 1), user(line, fourth, to))
            : new Client(Optional.empty(), first, user(line, third, to));
    return client;
  }

  /** Where the next word begins; beyond the end if there is none. */
  private static int after(byte[] line, int from, int to) {
    int space = from > to ? -1 : ByteSearch.indexOf(line, (byte) ' ', from, to);
    return space < 0 ? to + 1 : space + 1;
  }

  private static boolean isDash(byte[] line, int from, int to) {
    return to == from + 1 && line[from] == '-';
  }

  private static Optional<String> word(byte[] line, int from, int to) throws BadLineException {
    for (int i = from; i < to; i++) {
      if ((line[i] >= 0 && line[i] <= ' ') || line[i] == 0x7f || line[i] == '"') {
        throw new BadLineException(
            "before the time there is what is no host: "
                + SecretMask.cardNumbers(
                    LogText.asLogged(line, from, Math.min(to, from + MAX_QUOTED))));
      }
    }
    return CombinedLine.text(line, from, to);
  }

  private static Optional<String> user(byte[] line, int from, int to) {
    return CombinedLine.text(line, from, to).map(Client::user);
  }

  /** Apache writes two quotes for a name that is empty. */
  static String user(String logged) {
    return logged.equals(EMPTY_USER) ? "" : logged;
  }
}

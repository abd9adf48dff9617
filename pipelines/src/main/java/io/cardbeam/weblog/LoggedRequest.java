package io.cardbeam.weblog;

import java.util.Optional;

/**
 * The first line of a request, as its log has it.
 *
 * @param method as sent; empty if the line is no request
 * @param path of the target up to the question mark; percent-encoding stays
 * @param query of the target after the question mark; the empty text if nothing follows it
 * @param protocol such as {@code HTTP/1.1}; empty for HTTP/0.9
 * @param raw the line as logged, with the log's escapes; empty where the log has {@code -}
 */
public record LoggedRequest(
    Optional<String> method,
    Optional<String> path,
    Optional<String> query,
    Optional<String> protocol,
    Optional<String> raw) {

  private static final LoggedRequest NONE = garbage(Optional.empty());
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private static LoggedRequest garbage(Optional<String> raw) {
    return new LoggedRequest(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), raw);
  }

  /**
   * Reads what stands between the quotes. It is a request if its method is a token (RFC 9110,
   * 5.6.2) with a letter, and it has a target, which without a protocol must be a path: {@code GET
   * /} is HTTP/0.9, {@code NICK bot} is none.
   */
  static LoggedRequest of(byte[] line, int from, int to) {
    if (to == from || (to == from + 1 && line[from] == '-')) {
      return NONE;
    }
    Optional<String> raw = Optional.of(LogText.asLogged(line, from, to));
    int methodEnd = ByteSearch.indexOf(line, (byte) ' ', from, to);
    if (methodEnd < 0 || !isMethod(line, from, methodEnd)) {
      return garbage(raw);
    }
    int target = methodEnd + 1;
    int protocol = protocolStart(line, target, to);
    int targetEnd = protocol < 0 ? to : protocol - 1;
    if (targetEnd <= target || (protocol < 0 && line[target] != '/')) {
      return garbage(raw);
    }
    int question = ByteSearch.indexOf(line, (byte) '?', target, targetEnd);
    return new LoggedRequest(
        Optional.of(LogText.of(line, from, methodEnd)),
        Optional.of(LogText.of(line, target, question < 0 ? targetEnd : question)),
        question < 0 ? Optional.empty() : Optional.of(LogText.of(line, question + 1, targetEnd)),
        protocol < 0 ? Optional.empty() : Optional.of(LogText.of(line, protocol, to)),
        raw);
  }

  private static boolean isMethod(byte[] line, int from, int to) {
    boolean letters = false;
    for (int i = from; i < to; i++) {
      boolean letter = (line[i] | 0x20) >= 'a' && (line[i] | 0x20) <= 'z';
      boolean digit = line[i] >= '0' && line[i] <= '9';
      if (!letter && !digit && TOKEN_SIGNS.indexOf(line[i]) < 0) {
        return false;
      }
      letters |= letter;
    }
    return letters;
  }

  /** Where the last word begins, if it is a protocol with its version; else -1. */
  private static int protocolStart(byte[] line, int from, int to) {
    int start = to;
    while (start > from && line[start - 1] != ' ') {
      start--;
    }
    int at = start;
    while (at < to && line[at] >= 'A' && line[at] <= 'Z') {
      at++;
    }
    if (start == from || at == start || at == to || line[at] != '/') {
      return -1;
    }
    for (at++; at < to; at++) {
      if (line[at] != '.' && (line[at] < '0' || line[at] > '9')) {
        return -1;
      }
    }
    return start;
  }
}

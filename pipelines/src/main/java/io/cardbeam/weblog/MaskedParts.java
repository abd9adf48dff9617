package io.cardbeam.weblog;

import java.util.Optional;

/**
 * Parts of lines with their secrets masked as {@link SecretMask#hit} does. Logs repeat hosts,
 * requests, referrers and agents, so what was made of them is remembered, and most lines make no
 * new text. Not safe for use by several threads at once.
 */
final class MaskedParts implements LineParts {
  /** Logs have more clients than pages, and more of both than agents. */
  private static final int CLIENTS = 1 << 16;

  private static final int REQUESTS = 1 << 15;
  private static final int REFERRERS = 1 << 13;
  private static final int AGENTS = 1 << 12;

  private final boolean whole;

  private final RecentTexts<Client> clients =
      new RecentTexts<>(
          CLIENTS, (line, from, to) -> SecretMask.client(Client.read(line, from, to)));
  private final RecentTexts<LoggedRequest> requests =
      new RecentTexts<>(
          REQUESTS, (line, from, to) -> SecretMask.request(LoggedRequest.of(line, from, to)));
  private final RecentTexts<Optional<String>> referrers =
      new RecentTexts<>(
          REFERRERS, (line, from, to) -> CombinedLine.text(line, from, to).map(SecretMask::target));
  private final RecentTexts<Optional<String>> agents =
      new RecentTexts<>(AGENTS, CombinedLine::text);

  /**
   * @param whole whether referrers and ids are made too, or only what tells who asked for what
   */
  MaskedParts(boolean whole) {
    this.whole = whole;
  }

  @Override
  public Client client(byte[] line, int from, int to) throws BadLineException {
    return clients.of(line, from, to);
  }

  @Override
  public LoggedRequest request(byte[] line, int from, int to) throws BadLineException {
    return requests.of(line, from, to);
  }

  @Override
  public Optional<String> referrer(byte[] line, int from, int to) throws BadLineException {
    return whole ? referrers.of(line, from, to) : Optional.empty();
  }

  @Override
  public Optional<String> userAgent(byte[] line, int from, int to) throws BadLineException {
    return agents.of(line, from, to);
  }

  @Override
  public LoggedIds ids(byte[] line, int from, int to) {
    return whole ? SecretMask.ids(LoggedIds.find(line, from, to)) : LoggedIds.NONE;
  }
}

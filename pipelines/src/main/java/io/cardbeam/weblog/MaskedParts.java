package io.cardbeam.weblog;

import java.util.Optional;

/**
 * Parts of lines with their secrets masked as {@link SecretMask#hit} does. Logs repeat hosts,
 * requests, referrers and agents, so what was made of them is remembered, and most lines make no
 * new text. Not safe for use by several threads at once.
 */
final class MaskedParts implements LineParts {
  private final RecentTexts<Client> clients =
      new RecentTexts<>((line, from, to) -> SecretMask.client(Client.read(line, from, to)));
  private final RecentTexts<LoggedRequest> requests =
      new RecentTexts<>((line, from, to) -> SecretMask.request(LoggedRequest.of(line, from, to)));
  private final RecentTexts<Optional<String>> referrers =
      new RecentTexts<>(
          (line, from, to) -> CombinedLine.text(line, from, to).map(SecretMask::target));
  private final RecentTexts<Optional<String>> agents = new RecentTexts<>(CombinedLine::text);

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
    return referrers.of(line, from, to);
  }

  @Override
  public Optional<String> userAgent(byte[] line, int from, int to) throws BadLineException {
    return agents.of(line, from, to);
  }

  @Override
  public LoggedIds ids(byte[] line, int from, int to) {
    return SecretMask.ids(LoggedIds.find(line, from, to));
  }
}

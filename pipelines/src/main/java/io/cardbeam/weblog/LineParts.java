package io.cardbeam.weblog;

import java.util.Optional;

/** Makes values of the parts of a line, of their bytes alone. */
interface LineParts {
  /** Secrets stay as they are logged. */
  LineParts AS_LOGGED =
      new LineParts() {
        @Override
        public Client client(byte[] line, int from, int to) throws BadLineException {
          return Client.read(line, from, to);
        }

        @Override
        public LoggedRequest request(byte[] line, int from, int to) {
          return LoggedRequest.of(line, from, to);
        }

        @Override
        public Optional<String> referrer(byte[] line, int from, int to) {
          return CombinedLine.text(line, from, to);
        }

        @Override
        public Optional<String> userAgent(byte[] line, int from, int to) {
          return CombinedLine.text(line, from, to);
        }

        @Override
        public LoggedIds ids(byte[] line, int from, int to) {
          return LoggedIds.find(line, from, to);
        }
      };

  /** What is before the time. */
  Client client(byte[] line, int from, int to) throws BadLineException;

  /** What stands in the quotes of the request. */
  LoggedRequest request(byte[] line, int from, int to) throws BadLineException;

  /** What stands in the quotes of the referrer. */
  Optional<String> referrer(byte[] line, int from, int to) throws BadLineException;

  /** What stands in the quotes of the user agent. */
  Optional<String> userAgent(byte[] line, int from, int to) throws BadLineException;

  /** What follows the fields of the format. */
  LoggedIds ids(byte[] line, int from, int to);
}

package io.cardbeam.wire;

import java.io.IOException;

/** State that this build can't read; its message says what was found and what to do, in a line. */
public final class UnreadableStateException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String OTHERWISE =
      ", or start without it (--fresh), which forgets what it holds";

  private UnreadableStateException(String message) {
    super(message);
  }

  /** A value whose layout is of another version. */
  static UnreadableStateException ofVersion(StateFormat format, int found) {
    return new UnreadableStateException(
        "%s in state has format version %d, and this build reads version %d: go on from it with the build that wrote it%s"
            .formatted(format.value(), found, format.version(), OTHERWISE));
  }

  /** Records whose schema is not in the history. */
  static UnreadableStateException ofSchema(StateFormat format, long fingerprint) {
    return new UnreadableStateException(
        ("%s in state (format version %d) was written under a schema with fingerprint %016x, which"
                + " this build does not know: add that schema to schemas/avro/history, go on from"
                + " it with the build that wrote it%s")
            .formatted(format.value(), format.version(), fingerprint, OTHERWISE));
  }

  /** A record of another contract than the one that belongs there. */
  static UnreadableStateException ofContract(
      StateFormat format, long fingerprint, String found, String wanted) {
    return new UnreadableStateException(
        ("%s in state (format version %d) holds %s by its fingerprint %016x where %s belongs: go"
                + " on from another savepoint or checkpoint%s")
            .formatted(format.value(), format.version(), found, fingerprint, wanted, OTHERWISE));
  }
}

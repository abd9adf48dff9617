package io.cardbeam.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** Options that every Java of Cardbeam's wants, as the build writes them. */
public final class JvmOptions {
  private static final String RESOURCE = "/jvm-options.txt";

  private JvmOptions() {}

  /** What Java reads of a file as {@code @FILE}. */
  public static String text() throws IOException {
    try (InputStream in = JvmOptions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}

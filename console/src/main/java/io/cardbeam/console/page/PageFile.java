package io.cardbeam.console.page;

import java.util.EnumMap;
import java.util.Map;

/** A file of the page in memory, as it is and packed. */
final class PageFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private final String contentType;
  private final String hash;
  private final Map<Coding, byte[]> forms;

  /** How bytes are packed; the first that a browser takes is the best for it. */
  enum Coding {
    BROTLI("br"),
    GZIP("gzip"),
    /** Not at all. */
    IDENTITY("identity");

    private final String token;

    Coding(String token) {
      this.token = token;
    }

    /** Its name in {@code Accept-Encoding}. */
    String token() {
      return token;
    }
  }

  /**
   * A file.
   *
   * @param name its name, whose ending says what it is
   * @param hash of its bytes, of letters and digits
   * @param forms its bytes, {@link Coding#IDENTITY} and those that save something; they are not
   *     copied
   */
  PageFile(String name, String hash, Map<Coding, byte[]> forms) {
    this.contentType =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    this.hash = hash;
    this.forms = new EnumMap<>(forms);
  }

  String contentType() {
    return contentType;
  }

  String hash() {
    return hash;
  }

  /** The best coding that is there and taken. */
  Coding best(AcceptedEncodings accepted) {
    for (Coding coding : Coding.values()) {
      if (forms.containsKey(coding) && accepted.take(coding.token())) {
        return coding;
      }
    }
    return Coding.IDENTITY;
  }

  /** Its bytes, packed so; not to be changed. */
  byte[] bytes(Coding coding) {
    byte[] bytes = forms.get(coding);
    if (bytes == null) {
      throw new IllegalArgumentException("this file is not there as " + coding.token());
    }
    return bytes;
  }
}

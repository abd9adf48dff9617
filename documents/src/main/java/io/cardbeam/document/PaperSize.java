package io.cardbeam.document;

/** The paper of a document. */
public enum PaperSize {
  /** ISO 216, 210 by 297 mm. */
  a4("210mm 297mm"),
  /** US Letter, 8.5 by 11 inches. */
  letter("8.5in 11in");

  private final String css;

  PaperSize(String css) {
    this.css = css;
  }

  /** As CSS tells it: width, height. */
  String css() {
    return css;
  }
}

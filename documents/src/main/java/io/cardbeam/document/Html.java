package io.cardbeam.document;

/** XHTML as it is put together; what comes from data is escaped, and can't become markup. */
final class Html {
  private final StringBuilder text = new StringBuilder(16_384);

  /** Markup of our own. */
  Html markup(String markup) {
    text.append(markup);
    return this;
  }

  /** Text of any kind. */
  Html text(String any) {
    any.codePoints().filter(Html::isXml).forEach(this::escaped);
    return this;
  }

  /** A cell of a table. */
  Html cell(String cssClass, String any) {
    return markup("<td class=\"" + cssClass + "\">").text(any).markup("</td>");
  }

  private void escaped(int character) {
    switch (character) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      default -> text.appendCodePoint(character);
    }
  }

  /** What XML 1.0 lets stand in a document. */
  private static boolean isXml(int character) {
    return character == '\t'
        || character == '\n'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

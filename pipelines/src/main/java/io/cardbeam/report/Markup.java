package io.cardbeam.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Elements of HTML and SVG, one after the other. Text and attributes are escaped here and nowhere
 * else, so that no caller can forget it.
 */
final class Markup {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    text.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element that holds nothing but its attributes. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    text.append("/>");
    return this;
  }

  /** An element that holds text. */
  Markup element(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close();
  }

  /** Text in the element that is open. */
  Markup text(String content) {
    escape(content);
    return this;
  }

  /** A style sheet of our own, as it stands: style is no place for escapes. */
  Markup style(String css) {
    text.append("<style>").append(css).append("</style>");
    return this;
  }

  /** A new line in the source, for those who read it. */
  Markup line() {
    text.append('\n');
    return this;
  }

  /**
   * What was written.
   *
   * @throws IllegalStateException if an element is open
   */
  String finished() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("element " + open.peek() + " is open");
    }
    return text.toString();
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute without a value in " + tag);
    }
    text.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      text.append('"');
    }
  }

  private void escape(String content) {
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        default -> text.append(c);
      }
    }
  }
}

package io.cardbeam.report;

/** The title of what follows. */
record Heading(String text) implements Section {
  @Override
  public void writeTo(Markup markup) {
    markup.element("h2", text);
  }
}

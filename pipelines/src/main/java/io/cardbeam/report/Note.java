package io.cardbeam.report;

/** A paragraph. */
record Note(String text) implements Section {
  @Override
  public void writeTo(Markup markup) {
    markup.element("p", text);
  }
}

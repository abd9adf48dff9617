package io.cardbeam.report;

/** A part of a page. */
sealed interface Section permits Heading, Note, FigureTiles, Table, LineChart, BarChart {
  /** Writes itself. */
  void writeTo(Markup markup);

  /** Whether it may stand beside another chart where the page is wide. */
  default boolean isChart() {
    return false;
  }
}

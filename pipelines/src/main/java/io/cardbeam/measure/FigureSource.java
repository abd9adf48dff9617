package io.cardbeam.measure;

/** Gives some of the figures, each card counted as often as it was drawn. Safe for many threads. */
interface FigureSource {
  /**
   * Sets its figures.
   *
   * @param weightOfCard how often each card was drawn, 0 or more
   * @param into also has what the sources before this one gave
   */
  void measure(int[] weightOfCard, Figures into);
}

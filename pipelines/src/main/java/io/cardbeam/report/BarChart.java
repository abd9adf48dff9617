package io.cardbeam.report;

import java.util.List;
import java.util.Locale;

/**
 * Bars from the left, one below the other, each with its name and figure; drawn as SVG.
 *
 * @param title what it shows
 * @param format how figures are written
 * @param bars at most {@value #MAX_BARS}, from top to bottom
 */
record BarChart(String title, FigureFormat format, List<Bar> bars) implements Section {
  static final int MAX_BARS = 100;

  private static final int WIDTH = 640;
  private static final int ROW = 30;
  private static final int THICKNESS = 19;
  private static final int TOP = 6;
  private static final int NAMES_END = 240;
  private static final int BARS_END = 560;
  private static final int GAP = 8;
  private static final int MOST_NAME_CHARS = 30;

  BarChart {
    bars = List.copyOf(bars);
    if (bars.isEmpty() || bars.size() > MAX_BARS) {
      throw new IllegalArgumentException(
          "chart '" + title + "' has " + bars.size() + " bars, not 1 to " + MAX_BARS);
    }
  }

  @Override
  public boolean isChart() {
    return true;
  }

  @Override
  public void writeTo(Markup markup) {
    double most = bars.stream().mapToDouble(Bar::value).filter(Double::isFinite).max().orElse(0);
    int height = 2 * TOP + ROW * bars.size();
    markup.open("figure").element("figcaption", title);
    markup.open(
        "svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-label", title);
    for (int i = 0; i < bars.size(); i++) {
      writeBar(markup, bars.get(i), TOP + i * ROW, most);
    }
    markup.close().close();
  }

  private void writeBar(Markup markup, Bar bar, int top, double most) {
    boolean visible = Double.isFinite(bar.value()) && bar.value() > 0 && most > 0;
    double length = visible ? (BARS_END - NAMES_END) * bar.value() / most : 0;
    String baseline = Integer.toString(top + ROW / 2 + 5);
    markup
        .open("text", "x", "" + (NAMES_END - GAP), "y", baseline, "class", "end name")
        .element("title", bar.name())
        .text(shortened(bar.name()))
        .close();
    markup.empty(
        "rect",
        "class",
        "bar s0",
        "x",
        "" + NAMES_END,
        "y",
        "" + (top + (ROW - THICKNESS) / 2),
        "width",
        String.format(Locale.ROOT, "%.1f", length),
        "height",
        "" + THICKNESS,
        "rx",
        "2");
    markup.element(
        "text",
        format.text(bar.value()),
        "x",
        String.format(Locale.ROOT, "%.1f", NAMES_END + length + GAP),
        "y",
        baseline,
        "class",
        "name");
  }

  private static String shortened(String name) {
    return name.length() <= MOST_NAME_CHARS ? name : name.substring(0, MOST_NAME_CHARS - 1) + "…";
  }
}

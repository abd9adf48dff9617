package io.cardbeam.report;

import java.util.List;
import java.util.Locale;

/**
 * Lines over two axes, drawn as SVG. Colours come from the page's style sheet, by the place of a
 * line among the others.
 *
 * @param title what it shows
 * @param x the axis along the bottom
 * @param y the axis along the left
 * @param series at most {@value #MAX_SERIES}
 */
record LineChart(String title, Axis x, Axis y, List<Series> series) implements Section {
  static final int MAX_SERIES = 6;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 96;
  private static final int RIGHT = 606;
  private static final int TOP = 14;
  private static final int BOTTOM = 336;
  private static final int MARK_GAP = 8;
  private static final double DOT_RADIUS = 3.5;

  LineChart {
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > MAX_SERIES) {
      throw new IllegalArgumentException(
          "chart '" + title + "' has " + series.size() + " lines, not 1 to " + MAX_SERIES);
    }
  }

  @Override
  public boolean isChart() {
    return true;
  }

  @Override
  public void writeTo(Markup markup) {
    AxisScale across =
        new AxisScale(
            x, series.stream().flatMap(s -> s.points().stream()).mapToDouble(Series.Point::x));
    AxisScale up =
        new AxisScale(
            y, series.stream().flatMap(s -> s.points().stream()).mapToDouble(Series.Point::y));
    markup.open("figure").element("figcaption", title);
    if (series.size() > 1) {
      writeLegend(markup);
    }
    markup.open(
        "svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
    writeAcross(markup, across);
    writeUp(markup, up);
    for (int i = 0; i < series.size(); i++) {
      writeSeries(markup, i, across, up);
    }
    markup.close().close();
  }

  private void writeLegend(Markup markup) {
    markup.open("ul", "class", "legend");
    for (int i = 0; i < series.size(); i++) {
      String dashed = series.get(i).style() == Series.Style.DASHED ? " dashed" : "";
      markup
          .open("li")
          .element("span", "", "class", "key s" + i + dashed)
          .text(series.get(i).name())
          .close();
    }
    markup.close();
  }

  private void writeAcross(Markup markup, AxisScale scale) {
    for (double mark : scale.marks()) {
      String at = pixels(across(scale, mark));
      markup.empty("line", "class", "grid", "x1", at, "x2", at, "y1", "" + TOP, "y2", "" + BOTTOM);
      markup.element(
          "text", x.format().mark(mark), "x", at, "y", "" + (BOTTOM + 24), "class", "middle");
    }
    String centre = pixels((LEFT + RIGHT) / 2.0);
    markup.element("text", x.label(), "x", centre, "y", "" + (HEIGHT - 10), "class", "axis middle");
  }

  private void writeUp(Markup markup, AxisScale scale) {
    for (double mark : scale.marks()) {
      double at = up(scale, mark);
      markup.empty(
          "line",
          "class",
          "grid",
          "x1",
          "" + LEFT,
          "x2",
          "" + RIGHT,
          "y1",
          pixels(at),
          "y2",
          pixels(at));
      markup.element(
          "text",
          y.format().mark(mark),
          "x",
          "" + (LEFT - MARK_GAP),
          "y",
          pixels(at + 5),
          "class",
          "end");
    }
    String centre = pixels((TOP + BOTTOM) / 2.0);
    markup.element(
        "text",
        y.label(),
        "transform",
        "translate(18," + centre + ") rotate(-90)",
        "class",
        "axis middle");
  }

  private void writeSeries(Markup markup, int index, AxisScale across, AxisScale up) {
    Series line = series.get(index);
    StringBuilder path = new StringBuilder();
    for (Series.Point point : line.points()) {
      if (x.canShow(point.x()) && y.canShow(point.y())) {
        path.append(path.isEmpty() ? 'M' : 'L')
            .append(pixels(across(across, point.x())))
            .append(' ')
            .append(pixels(up(up, point.y())));
      }
    }
    String style = line.style() == Series.Style.DASHED ? " dashed" : "";
    markup.empty("path", "class", "line s" + index + style, "d", path.toString());
    if (line.style() != Series.Style.DOTS) {
      return;
    }
    for (Series.Point point : line.points()) {
      if (x.canShow(point.x()) && y.canShow(point.y())) {
        markup
            .open(
                "circle",
                "class",
                "dot s" + index,
                "cx",
                pixels(across(across, point.x())),
                "cy",
                pixels(up(up, point.y())),
                "r",
                Double.toString(DOT_RADIUS))
            .element("title", x.format().text(point.x()) + ": " + y.format().text(point.y()))
            .close();
      }
    }
  }

  private static double across(AxisScale scale, double value) {
    return LEFT + scale.at(value) * (RIGHT - LEFT);
  }

  private static double up(AxisScale scale, double value) {
    return BOTTOM - scale.at(value) * (BOTTOM - TOP);
  }

  private static String pixels(double at) {
    return String.format(Locale.ROOT, "%.1f", at);
  }
}

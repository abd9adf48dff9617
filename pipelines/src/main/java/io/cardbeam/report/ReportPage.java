package io.cardbeam.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A report as one HTML page that stands alone: its style sheet is in it, its charts are SVG, it has
 * no script and asks no server for anything. It is readable in light and dark, on a narrow screen
 * and on paper. All text that is given is shown as it stands, never taken for markup.
 *
 * <pre>{@code
 * String html = ReportPage.titled("Model report", "trained until 2020-06-21")
 *     .heading("Ranking")
 *     .lineChart("Precision by recall", recall, precision, List.of(series))
 *     .html();
 * }</pre>
 *
 * <p>Charts that follow one another stand side by side where there is room.
 */
public final class ReportPage {
  private static final String STYLE = style();

  private final String title;
  private final String subtitle;
  private final List<Section> sections = new ArrayList<>();

  private ReportPage(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** A page without sections. */
  public static ReportPage titled(String title, String subtitle) {
    return new ReportPage(title, subtitle);
  }

  /** The title of what follows. */
  public ReportPage heading(String text) {
    return with(new Heading(text));
  }

  /** A paragraph. */
  public ReportPage note(String text) {
    return with(new Note(text));
  }

  /** Figures that are shown large. */
  public ReportPage figures(List<FigureTile> tiles) {
    return with(new FigureTiles(tiles));
  }

  /**
   * A table; its first column names the rows.
   *
   * @throws IllegalArgumentException if a row has more or fewer cells than there are headers
   */
  public ReportPage table(List<String> headers, List<List<String>> rows) {
    return with(new Table(headers, rows));
  }

  /**
   * Lines over two axes.
   *
   * @throws IllegalArgumentException if there are none, or more than can be told apart (6)
   */
  public ReportPage lineChart(String chartTitle, Axis x, Axis y, List<Series> series) {
    return with(new LineChart(chartTitle, x, y, series));
  }

  /**
   * Bars, one below the other.
   *
   * @throws IllegalArgumentException if there are none, or more than 100
   */
  public ReportPage barChart(String chartTitle, FigureFormat format, List<Bar> bars) {
    return with(new BarChart(chartTitle, format, bars));
  }

  private ReportPage with(Section section) {
    sections.add(section);
    return this;
  }

  /** The page, to be written as UTF-8. */
  public String html() {
    Markup markup = new Markup();
    markup.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    markup
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .element("title", title)
        .style(STYLE)
        .close()
        .line();
    markup.open("body").open("main").element("h1", title).line();
    markup.element("p", subtitle, "class", "subtitle").line();
    boolean inCharts = false;
    for (Section section : sections) {
      if (section.isChart() != inCharts) {
        if (inCharts) {
          markup.close();
        } else {
          markup.open("div", "class", "charts");
        }
        inCharts = !inCharts;
      }
      section.writeTo(markup);
      markup.line();
    }
    if (inCharts) {
      markup.close();
    }
    return "<!DOCTYPE html>\n" + markup.close().close().close().finished() + "\n";
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream("page.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("page.css can't be read", e);
    }
  }
}

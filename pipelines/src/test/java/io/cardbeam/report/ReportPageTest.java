package io.cardbeam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportPageTest {
  private static final String EVIL = "</style><script>alert('1')</script>&\"";

  private static final ReportPage PAGE =
      ReportPage.titled("A report", "of everything")
          .figures(List.of(new FigureTile("average precision", "0.99", "0.98 to 1")))
          .heading("Curves")
          .lineChart(
              "Precision by recall",
              Axis.linear("recall", FigureFormat.PERCENT).between(0, 1),
              Axis.linear("precision", FigureFormat.PERCENT).between(0, 1),
              List.of(
                  Series.line("model", new double[] {0, 0.5, 1}, new double[] {1, 0.9, 0.2}),
                  Series.of(
                      "rules",
                      Series.Style.DOTS,
                      new double[] {0.1, Double.NaN},
                      new double[] {0.4, 0.4})))
          .barChart(
              "Gains", FigureFormat.DECIMAL, List.of(new Bar("amount", 3), new Bar("hour", 1)))
          .note("A note.")
          .table(List.of("month", "frauds"), List.of(List.of("2020-07", "321")));

  @Test
  void thePageIsWellFormedAndAsksNobodyForAnything() throws Exception {
    String html = PAGE.html();
    Document document = parsed(html);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(html).doesNotContain("http", "url(", "@import", " src=", " href=", " on");
  }

  @Test
  void whateverIsGivenIsShownAsTextNeverTakenForMarkup() throws Exception {
    String html =
        ReportPage.titled(EVIL, EVIL)
            .heading(EVIL)
            .note(EVIL)
            .figures(List.of(new FigureTile(EVIL, EVIL, EVIL)))
            .table(List.of(EVIL, EVIL), List.of(List.of(EVIL, EVIL)))
            .barChart(EVIL, FigureFormat.WHOLE, List.of(new Bar(EVIL, 1)))
            .lineChart(
                EVIL,
                Axis.linear(EVIL, FigureFormat.DECIMAL),
                Axis.log(EVIL, FigureFormat.DECIMAL),
                List.of(Series.line(EVIL, new double[] {1}, new double[] {1})))
            .html();
    assertThat(html).doesNotContain("<script").doesNotContain("alert('");
    assertThat(parsed(html).getElementsByTagName("h2").item(0).getTextContent()).isEqualTo(EVIL);
    assertThat(parsed(html).getElementsByTagName("style").getLength()).isEqualTo(1);
  }

  @Test
  void theSameSectionsGiveTheSamePage() {
    assertThat(PAGE.html()).isEqualTo(PAGE.html());
  }

  @Test
  void allOfAChartLiesWithinIt() {
    String html =
        ReportPage.titled("t", "")
            .lineChart(
                "costs",
                Axis.log("threshold", FigureFormat.DECIMAL).between(1e-4, 1),
                Axis.log("loss", FigureFormat.WHOLE),
                List.of(
                    Series.line(
                        "loss", new double[] {0, 1e-9, 1e-3, 5}, new double[] {1, 5e6, 0, 1e-3})))
            .html();
    Pattern.compile("[ML](-?[\\d.]+) (-?[\\d.]+)")
        .matcher(html)
        .results()
        .forEach(
            point -> {
              assertThat(Double.parseDouble(point.group(1))).isBetween(0.0, 640.0);
              assertThat(Double.parseDouble(point.group(2))).isBetween(0.0, 400.0);
            });
  }

  @Test
  void chartsOfNothingOrOneValueAreDrawnAllTheSame() throws Exception {
    Axis x = Axis.linear("x", FigureFormat.DECIMAL);
    Axis y = Axis.log("y", FigureFormat.DECIMAL);
    for (Series series :
        List.of(
            Series.line("none", new double[0], new double[0]),
            Series.line("one", new double[] {0}, new double[] {3}),
            Series.line("unfit", new double[] {Double.NaN}, new double[] {-1}))) {
      String html = ReportPage.titled("t", "").lineChart("c", x, y, List.of(series)).html();
      assertThat(parsed(html).getElementsByTagName("svg").getLength()).isEqualTo(1);
      assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void whatCantBeDrawnIsRefused() {
    ReportPage page = ReportPage.titled("t", "");
    Axis axis = Axis.linear("x", FigureFormat.DECIMAL);
    Series series = Series.line("s", new double[0], new double[0]);
    assertThatThrownBy(() -> page.lineChart("c", axis, axis, Collections.nCopies(7, series)))
        .hasMessage("chart 'c' has 7 lines, not 1 to 6");
    assertThatThrownBy(() -> page.barChart("c", FigureFormat.WHOLE, List.of()))
        .hasMessage("chart 'c' has 0 bars, not 1 to 100");
    assertThatThrownBy(() -> page.table(List.of("a", "b"), List.of(List.of("1"))))
        .hasMessageContaining("row has 1 cells under 2 headers");
    assertThatThrownBy(() -> Axis.log("x", FigureFormat.WHOLE).between(0, 1))
        .hasMessageContaining("no axis from 0.0 to 1.0");
    assertThatThrownBy(() -> Series.line("s", new double[1], new double[2]))
        .hasMessageContaining("1 x for 2 y");
  }

  private static Document parsed(String html) throws Exception {
    byte[] bytes = html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }
}

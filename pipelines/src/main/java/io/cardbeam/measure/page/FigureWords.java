package io.cardbeam.measure.page;

import io.cardbeam.measure.Estimate;
import io.cardbeam.measure.Figure;
import io.cardbeam.money.MinorUnits;
import io.cardbeam.report.FigureFormat;
import java.util.Locale;

/**
 * Figures as people read them.
 *
 * @param currency ISO 4217 code of those that are money
 */
public record FigureWords(String currency) {
  private static final String NONE = "–";
  private static final double CLOSE = 0.001;
  private static final double MINUTES_OF_HOUR = 60;
  private static final double MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;
  private static final double MOST_MINUTES = 2 * MINUTES_OF_HOUR;
  private static final double MOST_HOURS = 2 * MINUTES_OF_DAY;

  /** A value with its unit, where the figure's own words don't tell it. */
  public String value(Figure figure, double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return switch (figure.unit()) {
      case SHARE -> percent(value);
      case SCORE ->
          String.format(Locale.ROOT, figure == Figure.BRIER_SCORE ? "%.6f" : "%.4f", value);
      case MONEY -> money(value);
      case NUMBER -> number(value);
      case MINUTES -> minutes(value);
    };
  }

  /** Both ends of an interval; empty where there is none. */
  public String interval(Figure figure, Estimate estimate) {
    return Double.isNaN(estimate.low())
        ? ""
        : "[" + value(figure, estimate.low()) + ", " + value(figure, estimate.high()) + "]";
  }

  /** Value and interval. */
  public String estimate(Figure figure, Estimate estimate) {
    return (value(figure, estimate.value()) + " " + interval(figure, estimate)).strip();
  }

  /** Whole units of the currency. */
  public String money(double minor) {
    return FigureFormat.WHOLE.text(minor / Math.pow(10, MinorUnits.digits(currency)));
  }

  /** Two decimals, so that figures below each other can be compared; three close to 0 and 1. */
  private static String percent(double share) {
    double distance = Math.min(Math.abs(share), Math.abs(1 - share));
    boolean close = distance > 0 && distance < CLOSE;
    return String.format(Locale.ROOT, close ? "%.3f %%" : "%.2f %%", share * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
  }

  private static String minutes(double minutes) {
    if (minutes < MOST_MINUTES) {
      return number(minutes) + " min";
    }
    return minutes < MOST_HOURS
        ? number(minutes / MINUTES_OF_HOUR) + " h"
        : number(minutes / MINUTES_OF_DAY) + " d";
  }
}

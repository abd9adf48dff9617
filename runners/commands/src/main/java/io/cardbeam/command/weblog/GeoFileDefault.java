package io.cardbeam.command.weblog;

import io.cardbeam.geo.GeoDatabase;
import io.cardbeam.geo.GeoProvider;
import java.io.IOException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --geo-file} is by default, for its help: builds differ. The file is opened only if
 * somebody asks.
 */
public final class GeoFileDefault extends ResourceBundle {
  /** Key of the text. */
  static final String KEY = "geo-file.default";

  /** Where a build has no file of countries, and none is named. */
  static final String MISSING =
      "none, as this build has no file of countries: build it where npm is";

  /** The name by which picocli finds this class. */
  static final String NAME = "io.cardbeam.command.weblog.GeoFileDefault";

  /** What a database is, in a line. */
  static String text(GeoDatabase database) {
    return database.provider().map(GeoProvider::shownName).orElse(database.type())
        + " of "
        + YearMonth.from(database.built().atZone(ZoneOffset.UTC))
        + database.provider().map(maker -> ", " + maker.page()).orElse("");
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    if (!key.equals(KEY)) {
      return null;
    }
    try {
      return GeoDatabase.hasBuiltIn()
          ? "countries that are built in, " + text(GeoDatabase.builtIn())
          : MISSING;
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(Collections.singleton(KEY));
  }
}

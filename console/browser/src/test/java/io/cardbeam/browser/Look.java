package io.cardbeam.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Locale;

/** How a page is looked at. */
enum Look {
  LIGHT,
  DARK,
  /** 390 points wide, by touch. */
  PHONE;

  private static final int PHONE_SCALE = 2;

  NewContextOptions options() {
    NewContextOptions options =
        new NewContextOptions()
            .setColorScheme(this == DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setLocale("en-US")
            .setTimezoneId("UTC");
    return this == PHONE
        ? options
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(PHONE_SCALE)
            .setIsMobile(true)
            .setHasTouch(true)
        : options.setViewportSize(1280, 900);
  }

  /** In names of files. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

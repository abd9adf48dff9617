package io.cardbeam.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test of the page in a browser. Its methods can ask for a {@link Console} or a {@link
 * WeblogConsole}, one of each that all such tests share. Without a browser or a built page the test
 * is skipped, or fails where {@code -Dcardbeam.browser.required=true} is set.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedConsole.class)
public @interface BrowserTest {}

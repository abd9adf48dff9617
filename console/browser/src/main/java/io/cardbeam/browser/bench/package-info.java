/** {@code bench page}: how the live page keeps up in a browser. */
@NullMarked
package io.cardbeam.browser.bench;

import org.jspecify.annotations.NullMarked;

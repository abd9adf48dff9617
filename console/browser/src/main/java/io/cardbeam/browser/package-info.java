/** A browser to look at the console with. */
@NullMarked
package io.cardbeam.browser;

import org.jspecify.annotations.NullMarked;

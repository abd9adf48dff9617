/** The built page and its files over HTTP. */
@NullMarked
package io.cardbeam.console.page;

import org.jspecify.annotations.NullMarked;

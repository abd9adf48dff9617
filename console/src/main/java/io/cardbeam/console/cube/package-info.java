/** The cube over HTTP. */
@NullMarked
package io.cardbeam.console.cube;

import org.jspecify.annotations.NullMarked;

/** Dead letters and exceptions: read, looked at, repaired, and sent again. */
@NullMarked
package io.cardbeam.console.letters;

import org.jspecify.annotations.NullMarked;

/** Settings as text that people write. */
@NullMarked
package io.cardbeam.settings;

import org.jspecify.annotations.NullMarked;

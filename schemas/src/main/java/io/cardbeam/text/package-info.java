/** What texts may hold before anything keeps them: no control characters and no card numbers. */
@NullMarked
package io.cardbeam.text;

import org.jspecify.annotations.NullMarked;

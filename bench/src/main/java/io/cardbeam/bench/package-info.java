/** How long deciding takes, measured with JMH: {@code ./cardbeam bench}. */
@NullMarked
package io.cardbeam.bench;

import org.jspecify.annotations.NullMarked;

/** Reasons of decisions as state keeps them: codes, figures, and sentences in known words. */
@NullMarked
package io.cardbeam.reason;

import org.jspecify.annotations.NullMarked;

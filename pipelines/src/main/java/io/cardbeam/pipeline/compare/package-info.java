/** Decisions made anew beside those that an archive holds. */
@NullMarked
package io.cardbeam.pipeline.compare;

import org.jspecify.annotations.NullMarked;

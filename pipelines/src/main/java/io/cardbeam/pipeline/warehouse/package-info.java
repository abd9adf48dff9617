/** The star schema from events, in bounded mode. */
@NullMarked
package io.cardbeam.pipeline.warehouse;

import org.jspecify.annotations.NullMarked;

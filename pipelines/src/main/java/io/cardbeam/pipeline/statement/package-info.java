/** Monthly statements from booked events, in bounded mode. */
@NullMarked
package io.cardbeam.pipeline.statement;

import org.jspecify.annotations.NullMarked;

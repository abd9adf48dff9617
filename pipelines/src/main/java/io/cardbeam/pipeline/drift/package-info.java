/** Monthly figures without labels, as a bounded pipeline. */
@NullMarked
package io.cardbeam.pipeline.drift;

import org.jspecify.annotations.NullMarked;

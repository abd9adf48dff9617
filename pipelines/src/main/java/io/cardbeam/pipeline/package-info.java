/** The one pipeline, assembled from named transforms, and the values that flow in it. */
@NullMarked
package io.cardbeam.pipeline;

import org.jspecify.annotations.NullMarked;

/** Features of many requests at once, for training and for drift. */
@NullMarked
package io.cardbeam.pipeline.feature;

import org.jspecify.annotations.NullMarked;

/** Live figures: what is asked for and answered, minute by minute. */
@NullMarked
package io.cardbeam.pipeline.activity;

import org.jspecify.annotations.NullMarked;

/** Whether requests, scores and features still are what they were, told without labels. */
@NullMarked
package io.cardbeam.measure.drift;

import org.jspecify.annotations.NullMarked;

/** Cardbeam's commands on Beam's Direct runner. */
@NullMarked
package io.cardbeam.direct;

import org.jspecify.annotations.NullMarked;

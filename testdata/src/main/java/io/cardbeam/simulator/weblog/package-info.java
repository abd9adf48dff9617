/** Access logs whose lines and totals are known. */
@NullMarked
package io.cardbeam.simulator.weblog;

import org.jspecify.annotations.NullMarked;

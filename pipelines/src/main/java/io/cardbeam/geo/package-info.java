/** Where internet addresses are, by files in MaxMind's format. */
@NullMarked
package io.cardbeam.geo;

import org.jspecify.annotations.NullMarked;

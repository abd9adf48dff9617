/** Card numbers to tokens, at the edge and nowhere else. */
@NullMarked
package io.cardbeam.token;

import org.jspecify.annotations.NullMarked;

/** Amounts of money, which are minor units everywhere but before people's eyes. */
@NullMarked
package io.cardbeam.money;

import org.jspecify.annotations.NullMarked;

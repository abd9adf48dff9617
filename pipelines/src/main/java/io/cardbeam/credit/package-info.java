/** What a card's credit costs: billing cycles, daily balances, interest. Plain Java, no clock. */
@NullMarked
package io.cardbeam.credit;

import org.jspecify.annotations.NullMarked;

/** What a cardholder owes: a card's ledger, and the monthly statements drawn from it. */
@NullMarked
package io.cardbeam.billing;

import org.jspecify.annotations.NullMarked;

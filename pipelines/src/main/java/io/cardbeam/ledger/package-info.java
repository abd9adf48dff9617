/**
 * The issuer's ledger: what events do to a card's money, as transfers in double entry. Plain Java,
 * no clock.
 */
@NullMarked
package io.cardbeam.ledger;

import org.jspecify.annotations.NullMarked;

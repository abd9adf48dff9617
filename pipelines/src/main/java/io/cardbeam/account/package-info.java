/**
 * A card's account: its balance, its open authorizations, and what becomes of each transaction.
 * Plain Java, no clock: every step is a function of its arguments.
 */
@NullMarked
package io.cardbeam.account;

import org.jspecify.annotations.NullMarked;

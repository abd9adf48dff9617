/**
 * Which transactions go to the books: a purchase against its approved authorization, a refund or
 * chargeback against its purchase, a resolution against its chargeback. Plain functions of what is
 * known of one authorization.
 */
@NullMarked
package io.cardbeam.clearing;

import org.jspecify.annotations.NullMarked;

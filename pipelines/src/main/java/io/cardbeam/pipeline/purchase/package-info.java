/**
 * Purchases, reversals, refunds, chargebacks and their resolutions joined to the authorization
 * behind them.
 */
@NullMarked
package io.cardbeam.pipeline.purchase;

import org.jspecify.annotations.NullMarked;

package io.cardbeam.decision;

/**
 * Something about a request that speaks for fraud.
 *
 * @param code short code, for machines
 * @param points log-odds that it adds, above 0
 * @param text sentence with its figures, as the cardholder would put it
 */
record Finding(String code, double points, String text) {}

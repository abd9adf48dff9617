package io.cardbeam.billing;

/**
 * Whose statement it is. A card that was used in two currencies has two accounts, for amounts of
 * different currencies don't add up.
 *
 * @param cardToken token of the card
 * @param currency ISO 4217 code of every amount
 * @param lastFour last four digits of the card number; empty where the card's record is not known
 * @param cardholder name at the end of the cycle; empty where it is not known
 */
public record CardAccount(String cardToken, String currency, String lastFour, String cardholder) {}

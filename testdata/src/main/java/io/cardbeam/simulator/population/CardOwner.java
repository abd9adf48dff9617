package io.cardbeam.simulator.population;

import io.cardbeam.event.Cardholder;

/**
 * A card and its owner as they are when it is issued.
 *
 * @param index which card of the population, from 0
 * @param number its number, which stays with the simulator
 * @param token the number's token, which events carry
 * @param home where the owner lives
 * @param cardholder the owner as events tell of them
 * @param profile how the owner buys
 * @param limitMinor credit limit, cents
 */
public record CardOwner(
    int index,
    CardNumber number,
    String token,
    City home,
    Cardholder cardholder,
    SpendingProfile profile,
    long limitMinor) {}

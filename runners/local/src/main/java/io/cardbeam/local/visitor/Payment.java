package io.cardbeam.local.visitor;

/**
 * A payment that a shop may ask for.
 *
 * @param body of the request to the gateway, but for its id
 */
public record Payment(String body) {}

package io.cardbeam.pipeline.card;

import io.cardbeam.star.AnsweredRequest;
import io.cardbeam.wire.Event;
import java.util.List;
import org.apache.beam.sdk.coders.DefaultCoder;

/**
 * What the books hold of one card: of it warehouse and statements are made.
 *
 * @param cardToken token of the card
 * @param events its updates, findings, booked transactions and the ledger transfers that its
 *     account made of them, in no particular order and perhaps several times
 * @param answers its requests with their decisions
 */
@DefaultCoder(CardBooksCoder.class)
public record CardBooks(String cardToken, List<Event> events, List<AnsweredRequest> answers) {}

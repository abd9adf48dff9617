package io.cardbeam.billing;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A request on the card that was not simply approved: the statement shows it. Nothing of it is
 * owed, unless a merchant presents a purchase on it and the clearing terms book that.
 *
 * @param requestId key of the request
 * @param date day of it
 * @param time of it
 * @param merchantName as a statement shows it
 * @param outcome DECLINED, or REFERRED to the cardholder
 * @param reason first of the reasons, in words; empty where there is none
 * @param amountMinor minor units
 */
public record StoppedRequest(
    String requestId,
    LocalDate date,
    Instant time,
    String merchantName,
    String outcome,
    String reason,
    long amountMinor) {}

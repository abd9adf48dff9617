package io.cardbeam.star;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.table.DimCustomer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of one card's holder, type 2: a version begins with each update that changed the
 * person or the address, and ends where the next begins. The first is valid from 1970-01-01, so a
 * fact that is older than the first update still finds its cardholder.
 */
final class CustomerVersions {
  /** Where the first version begins. */
  static final Instant BEGINNING = Instant.EPOCH;

  /** Where the current version ends: 9999-12-31. */
  static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final String cardToken;
  private final TreeMap<Instant, Cardholder> byValidFrom = new TreeMap<>();

  /**
   * The versions that these updates make.
   *
   * @param updates of this card, in order; the last of several at one instant counts
   */
  CustomerVersions(String cardToken, List<CardUpdate> updates) {
    this.cardToken = cardToken;
    TreeMap<Instant, Cardholder> atInstant = new TreeMap<>();
    updates.forEach(update -> atInstant.put(update.getEventTime(), update.getCardholder()));
    atInstant.forEach(
        (time, cardholder) -> {
          if (byValidFrom.isEmpty()) {
            byValidFrom.put(time.isBefore(BEGINNING) ? time : BEGINNING, cardholder);
          } else if (!byValidFrom.lastEntry().getValue().equals(cardholder)) {
            byValidFrom.put(time, cardholder);
          }
        });
  }

  /** Key of the version that is valid at an instant; 0 if the card has no cardholder. */
  long keyAt(Instant time) {
    Map.Entry<Instant, Cardholder> version = byValidFrom.floorEntry(time);
    return version == null ? SurrogateKey.UNKNOWN : key(version.getKey());
  }

  /** The versions as rows, earliest first. */
  List<DimCustomer> rows() {
    List<DimCustomer> rows = new ArrayList<>(byValidFrom.size());
    byValidFrom.forEach(
        (validFrom, cardholder) -> {
          Instant next = byValidFrom.higherKey(validFrom);
          rows.add(row(cardholder, validFrom, next == null ? END_OF_TIME : next));
        });
    return rows;
  }

  private long key(Instant validFrom) {
    return SurrogateKey.ofCustomer(cardToken, validFrom.toEpochMilli());
  }

  private DimCustomer row(Cardholder cardholder, Instant validFrom, Instant validTo) {
    return DimCustomer.newBuilder()
        .setCustomerKey(key(validFrom))
        .setCardToken(cardToken)
        .setFirstName(cardholder.getFirstName())
        .setLastName(cardholder.getLastName())
        .setGender(cardholder.getGender())
        .setStreet(cardholder.getStreet())
        .setCity(cardholder.getCity())
        .setState(cardholder.getState())
        .setPostalCode(cardholder.getPostalCode())
        .setCountry(cardholder.getCountry())
        .setLatitude(cardholder.getLatitude())
        .setLongitude(cardholder.getLongitude())
        .setCityPopulation(cardholder.getCityPopulation())
        .setJob(cardholder.getJob())
        .setBirthDate(cardholder.getBirthDate())
        .setValidFrom(validFrom)
        .setValidTo(validTo)
        .setIsCurrent(validTo.equals(END_OF_TIME))
        .build();
  }
}

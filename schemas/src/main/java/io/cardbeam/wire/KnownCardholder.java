package io.cardbeam.wire;

import io.cardbeam.event.Cardholder;

/**
 * Whether a card's record tells of its holder at all: files without cardholders have cards, too.
 */
public final class KnownCardholder {
  private KnownCardholder() {}

  /** Whether anything of person or home is known. */
  public static boolean isKnown(Cardholder told) {
    return hasPerson(told) || hasHome(told);
  }

  /** Whether anything of the person is known. */
  public static boolean hasPerson(Cardholder told) {
    return !told.getFirstName().isEmpty()
        || !told.getLastName().isEmpty()
        || told.getGender() != null
        || told.getJob() != null
        || told.getBirthDate() != null;
  }

  /** Whether anything of the home is known. */
  public static boolean hasHome(Cardholder told) {
    return !told.getStreet().isEmpty()
        || !told.getCity().isEmpty()
        || !told.getState().isEmpty()
        || !told.getPostalCode().isEmpty()
        || told.getLatitude() != null
        || told.getLongitude() != null
        || told.getCityPopulation() != null;
  }
}

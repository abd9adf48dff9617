package io.cardbeam.star;

import io.cardbeam.event.CardUpdate;
import io.cardbeam.event.Cardholder;
import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCustomer;
import io.cardbeam.wire.KnownCardholder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of one card's holder: as a person, and where the person lives. */
final class CardholderVersions {
  private final String cardToken;
  private final MemberVersions<Person> persons;
  private final MemberVersions<Home> homes;
  private final KnownKeys<Instant> customerKeys = new KnownKeys<>(this::customerKey);
  private final KnownKeys<Instant> addressKeys = new KnownKeys<>(this::addressKey);

  private record Person(
      String firstName,
      String lastName,
      @Nullable String gender,
      @Nullable String job,
      @Nullable LocalDate birthDate) {
    static Optional<Person> of(Cardholder told) {
      return KnownCardholder.hasPerson(told)
          ? Optional.of(
              new Person(
                  told.getFirstName(),
                  told.getLastName(),
                  told.getGender(),
                  told.getJob(),
                  told.getBirthDate()))
          : Optional.empty();
    }
  }

  private record Home(
      String street,
      String city,
      String state,
      String postalCode,
      String country,
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable Integer cityPopulation) {
    static Optional<Home> of(Cardholder told) {
      return KnownCardholder.hasHome(told)
          ? Optional.of(
              new Home(
                  told.getStreet(),
                  told.getCity(),
                  told.getState(),
                  told.getPostalCode(),
                  told.getCountry(),
                  told.getLatitude(),
                  told.getLongitude(),
                  told.getCityPopulation()))
          : Optional.empty();
    }
  }

  /**
   * The versions that these updates make.
   *
   * @param updates of this card, in order; the last of several at one instant counts
   */
  CardholderVersions(String cardToken, List<CardUpdate> updates) {
    this.cardToken = cardToken;
    this.persons = new MemberVersions<>(updates, Person::of);
    this.homes = new MemberVersions<>(updates, Home::of);
  }

  /** Key of the person's version that is valid at an instant; 0 if none is known. */
  long customerKeyAt(Instant time) {
    return persons.beginAt(time).map(customerKeys::of).orElse(SurrogateKey.UNKNOWN);
  }

  /** Key of the home's version that is valid at an instant; 0 if none is known. */
  long addressKeyAt(Instant time) {
    return homes.beginAt(time).map(addressKeys::of).orElse(SurrogateKey.UNKNOWN);
  }

  private long customerKey(Instant validFrom) {
    return SurrogateKey.ofCustomer(cardToken, validFrom.toEpochMilli());
  }

  private long addressKey(Instant validFrom) {
    return SurrogateKey.ofAddress(cardToken, validFrom.toEpochMilli());
  }

  /** Rows of dim_customer, earliest first. */
  List<DimCustomer> customers() {
    return persons.rows(
        (person, validFrom, validTo) ->
            DimCustomer.newBuilder()
                .setCustomerKey(customerKey(validFrom))
                .setCardToken(cardToken)
                .setFirstName(person.firstName())
                .setLastName(person.lastName())
                .setGender(person.gender())
                .setJob(person.job())
                .setBirthDate(person.birthDate())
                .setValidFrom(validFrom)
                .setValidTo(validTo)
                .setIsCurrent(validTo.equals(MemberVersions.END_OF_TIME))
                .build());
  }

  /** Rows of dim_address, earliest first. */
  List<DimAddress> addresses() {
    return homes.rows(
        (home, validFrom, validTo) ->
            DimAddress.newBuilder()
                .setAddressKey(addressKey(validFrom))
                .setCardToken(cardToken)
                .setStreet(home.street())
                .setCity(home.city())
                .setState(home.state())
                .setPostalCode(home.postalCode())
                .setCountry(home.country())
                .setLatitude(home.latitude())
                .setLongitude(home.longitude())
                .setCityPopulation(home.cityPopulation())
                .setValidFrom(validFrom)
                .setValidTo(validTo)
                .setIsCurrent(validTo.equals(MemberVersions.END_OF_TIME))
                .build());
  }
}

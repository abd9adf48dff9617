package io.cardbeam.star;

import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCategory;
import io.cardbeam.table.DimCustomer;
import io.cardbeam.table.DimDate;
import io.cardbeam.table.DimMerchant;
import io.cardbeam.table.DimOutcome;
import io.cardbeam.table.DimTimeOfDay;
import org.apache.avro.specific.SpecificRecord;

/** Row 0 of each dimension, so that a fact whose member is not known still joins. */
public final class UnknownMember {
  /** Status of a card whose record has not come yet. */
  static final String CARD_STATUS = "UNKNOWN";

  private static final String NAME = "Unknown";

  private UnknownMember() {}

  /**
   * Row 0 of a dimension.
   *
   * @throws IllegalArgumentException for a table that has none
   */
  public static SpecificRecord of(StarTable dimension) {
    return switch (dimension) {
      case DIM_CUSTOMER -> customer();
      case DIM_ADDRESS -> address();
      case DIM_CARD ->
          DimCard.newBuilder()
              .setCardKey(SurrogateKey.UNKNOWN)
              .setCardToken("")
              .setLastFour("")
              .setStatus(CARD_STATUS)
              .setCurrency("")
              .build();
      case DIM_MERCHANT -> new DimMerchant(SurrogateKey.UNKNOWN, "", NAME);
      case DIM_CATEGORY -> new DimCategory(SurrogateKey.UNKNOWN, NAME);
      case DIM_DATE -> date();
      case DIM_TIME_OF_DAY -> new DimTimeOfDay(CalendarKey.UNKNOWN, "", -1, -1, NAME);
      case DIM_OUTCOME -> new DimOutcome(SurrogateKey.UNKNOWN, NAME, "It is not known.");
      case FACT_TRANSACTION, FACT_AUTHORIZATION, FACT_LEDGER_TRANSFER, CONTROL_TOTAL ->
          throw new IllegalArgumentException(dimension + " is no dimension");
    };
  }

  private static DimCustomer customer() {
    return DimCustomer.newBuilder()
        .setCustomerKey(SurrogateKey.UNKNOWN)
        .setCardToken("")
        .setFirstName(NAME)
        .setLastName(NAME)
        .setValidFrom(MemberVersions.BEGINNING)
        .setValidTo(MemberVersions.END_OF_TIME)
        .setIsCurrent(true)
        .build();
  }

  private static DimAddress address() {
    return DimAddress.newBuilder()
        .setAddressKey(SurrogateKey.UNKNOWN)
        .setCardToken("")
        .setStreet("")
        .setCity(NAME)
        .setState(NAME)
        .setPostalCode("")
        .setCountry("")
        .setValidFrom(MemberVersions.BEGINNING)
        .setValidTo(MemberVersions.END_OF_TIME)
        .setIsCurrent(true)
        .build();
  }

  private static DimDate date() {
    return DimDate.newBuilder()
        .setDateKey(CalendarKey.UNKNOWN)
        .setYear(0)
        .setQuarter(0)
        .setYearQuarter(NAME)
        .setMonth(0)
        .setMonthName(NAME)
        .setYearMonth(NAME)
        .setIsoWeek(0)
        .setDayOfMonth(0)
        .setDayOfYear(0)
        .setWeekday(0)
        .setWeekdayName(NAME)
        .setIsWeekend(false)
        .build();
  }
}

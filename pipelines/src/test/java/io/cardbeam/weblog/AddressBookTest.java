package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBookTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.0, 192.0.2.0/24",
    "192.0.2.7:8080, 192.0.2.0, 192.0.2.0/24",
    "127.0.0.1:80, 127.0.0.0, 127.0.0.0/24",
    "2001:db8:1:2::17, 2001:db8:1::, 2001:db8:1::/48",
    "[2001:db8:1:2::17]:443, 2001:db8:1::, 2001:db8:1::/48",
    "::1, ::, ::/48",
    "::ffff:192.0.2.7, 192.0.2.0, 192.0.2.0/24",
  })
  void shortensAddressesToTheirNetworks(String host, String shown, String network)
      throws IOException {
    AddressFacts facts = new AddressBook(Optional.empty(), true).find(Optional.of(host));
    assertThat(facts.shown()).contains(shown);
    assertThat(facts.network()).contains(network);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "ann.dial.example.com, *.dial.example.com",
        "example.com, none",
        "localhost, none",
        "256.1.1.1, *.1.1.1",
        "1.2.3, *.2.3",
        "1.2.3.4.5, *.2.3.4.5",
        "0001.2.3.4, *.2.3.4",
      })
  void leavesOfANameItsDomain(String host, String shown) throws IOException {
    AddressFacts facts = new AddressBook(Optional.empty(), true).find(Optional.of(host));
    assertThat(facts.shown()).isEqualTo(Optional.ofNullable(shown));
    assertThat(facts.network()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "ann.example.com", "127.0.0.1:80", "::1", "fe80::1%eth0"})
  void showsHostsAsTheyAreLoggedWhereNothingIsShortened(String host) throws IOException {
    assertThat(new AddressBook(Optional.empty(), false).find(Optional.of(host)).shown())
        .contains(host);
  }

  @Test
  void givesTheSameForAHostWhateverWasAskedBetween() throws IOException {
    AddressBook book = new AddressBook(Optional.empty(), false);
    AddressFacts first = book.find(Optional.of("192.0.2.7"));
    for (int i = 0; i < 2 * AddressBook.REMEMBERED; i++) {
      book.find(Optional.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
    }
    assertThat(book.find(Optional.of("192.0.2.7"))).isEqualTo(first);
  }
}

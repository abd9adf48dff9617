package io.cardbeam.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardbeam.billing.TransactionType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurrogateKeyTest {

  @Test
  void isWhatAnSqlEngineComputesFromTheNaturalKey() throws Exception {
    assertThat(SurrogateKey.ofCard("token-ä")).isEqualTo(inSql("card", "token-ä"));
    assertThat(SurrogateKey.ofCustomer("token", 86_400_000L))
        .isEqualTo(inSql("customer", "token\u001f86400000"));
    assertThat(SurrogateKey.ofTransaction(TransactionType.REFUND, "token", "r-1"))
        .isEqualTo(inSql("REFUND", "token\u001fr-1"));
  }

  private static long inSql(String kind, String natural) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement statement =
            connection.prepareStatement("SELECT left(sha256(? || chr(31) || ?), 16)")) {
      statement.setString(1, kind);
      statement.setString(2, natural);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Long.parseUnsignedLong(rows.getString(1), 16);
      }
    }
  }

  @Test
  void differsByKindAndByNaturalKeyAndIsNeverThatOfTheUnknownMember() {
    Set<Long> keys = new HashSet<>();
    int naturals = 10_000;
    for (int natural = 0; natural < naturals; natural++) {
      String id = Integer.toString(natural);
      keys.add(SurrogateKey.ofCard(id));
      keys.add(SurrogateKey.ofMerchant(id));
      keys.add(SurrogateKey.ofCategory(id));
      keys.add(SurrogateKey.ofOutcome(id));
      keys.add(SurrogateKey.ofAuthorization(id, id));
      keys.add(SurrogateKey.ofCustomer(id, natural));
      for (TransactionType type : TransactionType.values()) {
        keys.add(SurrogateKey.ofTransaction(type, id, id));
      }
    }
    assertThat(keys)
        .hasSize(naturals * (6 + TransactionType.values().length))
        .doesNotContain(SurrogateKey.UNKNOWN);
  }
}

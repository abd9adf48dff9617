package io.cardbeam.pipeline.warehouse;

import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.ControlSum;
import io.cardbeam.star.MerchantSighting;
import io.cardbeam.table.DimAddress;
import io.cardbeam.table.DimCard;
import io.cardbeam.table.DimCustomer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** {@link CardMembers} between steps. */
final class CardMembersCoder extends AtomicCoder<CardMembers> {
  private static final long serialVersionUID = 1L;
  private static final CardMembersCoder INSTANCE = new CardMembersCoder();
  private static final Coder<SpecificRecord> CARD = TableCoder.of(DimCard.class);
  private static final Coder<List<SpecificRecord>> CUSTOMERS =
      ListCoder.of(TableCoder.of(DimCustomer.class));
  private static final Coder<List<SpecificRecord>> ADDRESSES =
      ListCoder.of(TableCoder.of(DimAddress.class));
  private static final Coder<List<ControlSum>> SUMS = ListCoder.of(ControlSumCoder.of());
  private static final Coder<List<MerchantSighting>> MERCHANTS =
      ListCoder.of(MerchantSightingCoder.of());
  private static final Coder<List<String>> CATEGORIES = ListCoder.of(StringUtf8Coder.of());
  private static final Coder<List<Integer>> YEARS = ListCoder.of(VarIntCoder.of());

  private CardMembersCoder() {}

  static CardMembersCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(CardMembers members, OutputStream out) throws IOException {
    CARD.encode(members.card(), out);
    CUSTOMERS.encode(List.copyOf(members.customers()), out);
    ADDRESSES.encode(List.copyOf(members.addresses()), out);
    MERCHANTS.encode(members.merchants(), out);
    CATEGORIES.encode(members.categories(), out);
    YEARS.encode(members.years(), out);
    SUMS.encode(members.sums(), out);
  }

  @Override
  public CardMembers decode(InputStream in) throws IOException {
    return new CardMembers(
        (DimCard) CARD.decode(in),
        CUSTOMERS.decode(in).stream().map(DimCustomer.class::cast).toList(),
        ADDRESSES.decode(in).stream().map(DimAddress.class::cast).toList(),
        MERCHANTS.decode(in),
        CATEGORIES.decode(in),
        YEARS.decode(in),
        SUMS.decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // Its parts are deterministic.
  }
}

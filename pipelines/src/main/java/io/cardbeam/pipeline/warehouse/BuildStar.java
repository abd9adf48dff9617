package io.cardbeam.pipeline.warehouse;

import static io.cardbeam.star.StarTable.CONTROL_TOTAL;
import static io.cardbeam.star.StarTable.DIM_ADDRESS;
import static io.cardbeam.star.StarTable.DIM_CARD;
import static io.cardbeam.star.StarTable.DIM_CATEGORY;
import static io.cardbeam.star.StarTable.DIM_CUSTOMER;
import static io.cardbeam.star.StarTable.DIM_DATE;
import static io.cardbeam.star.StarTable.DIM_MERCHANT;
import static io.cardbeam.star.StarTable.DIM_OUTCOME;
import static io.cardbeam.star.StarTable.DIM_TIME_OF_DAY;

import io.cardbeam.pipeline.card.CardBooks;
import io.cardbeam.pipeline.table.TableCoder;
import io.cardbeam.star.CardMembers;
import io.cardbeam.star.FixedDimension;
import io.cardbeam.star.StarTable;
import io.cardbeam.star.SurrogateKey;
import io.cardbeam.table.DimCategory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The star schema of a set of decided requests and booked events: for each card, which is grouped
 * and held in memory, the versions of its holder and home and its facts, each with the key of the
 * version that was valid at its event time; then merchants, categories, days and the dimensions
 * that are always the same; and the control totals that the facts must add up to. Bounded input in
 * the global window; the order of arrival and duplicates change nothing. A fact that came before
 * its card's first update has customer key 0, and the right key at the next run that has the
 * update.
 */
public final class BuildStar extends PTransform<PCollection<CardBooks>, Star> {
  private static final long serialVersionUID = 1L;

  @Override
  public Star expand(PCollection<CardBooks> books) {
    PCollectionTuple cards =
        books.apply(
            "BuildCard",
            ParDo.of(new BuildCardFn())
                .withOutputTags(BuildCardFn.BLOCKS, TupleTagList.of(BuildCardFn.MEMBERS)));
    PCollection<CardMembers> cardMembers =
        cards.get(BuildCardFn.MEMBERS).setCoder(CardMembersCoder.of());
    Map<StarTable, PCollection<SpecificRecord>> members = new EnumMap<>(StarTable.class);
    members.put(DIM_CUSTOMER, rows(DIM_CUSTOMER, cardMembers, CardMembers::customers));
    members.put(DIM_ADDRESS, rows(DIM_ADDRESS, cardMembers, CardMembers::addresses));
    members.put(DIM_CARD, rows(DIM_CARD, cardMembers, card -> List.of(card.card())));
    members.put(DIM_MERCHANT, cardMembers.apply("Merchants", new MerchantRows()));
    members.put(DIM_CATEGORY, categories(cardMembers));
    members.put(DIM_DATE, days(cardMembers));
    members.put(DIM_TIME_OF_DAY, fixed(DIM_TIME_OF_DAY, FixedDimension.minutesOfDay(), books));
    members.put(DIM_OUTCOME, fixed(DIM_OUTCOME, FixedDimension.outcomes(), books));
    members.replaceAll(
        (table, rows) -> rows.apply("Unknown_" + table.tableName(), new WithUnknownMember(table)));
    members.put(CONTROL_TOTAL, cardMembers.apply("ControlTotals", new ControlTotals()));
    return new Star(cards.get(BuildCardFn.BLOCKS).setCoder(new FactBlock.BlockCoder()), members);
  }

  private static PCollection<SpecificRecord> rows(
      StarTable table,
      PCollection<CardMembers> members,
      SerializableFunction<CardMembers, List<? extends SpecificRecord>> rowsOf) {
    return members
        .apply(
            "Rows_" + table.tableName(),
            FlatMapElements.into(TypeDescriptor.of(SpecificRecord.class))
                .via(card -> List.<SpecificRecord>copyOf(rowsOf.apply(card))))
        .setCoder(TableCoder.of(table.rowClass()));
  }

  private static PCollection<SpecificRecord> categories(PCollection<CardMembers> members) {
    return members
        .apply(
            "Categories",
            FlatMapElements.into(TypeDescriptors.strings()).via(CardMembers::categories))
        .apply("DistinctCategories", Distinct.create())
        .apply(
            "CategoryRows",
            MapElements.into(TypeDescriptor.of(SpecificRecord.class))
                .via(name -> new DimCategory(SurrogateKey.ofCategory(name), name)))
        .setCoder(TableCoder.of(DIM_CATEGORY.rowClass()));
  }

  private static PCollection<SpecificRecord> days(PCollection<CardMembers> members) {
    return members
        .apply("Years", FlatMapElements.into(TypeDescriptors.integers()).via(CardMembers::years))
        .apply("DistinctYears", Distinct.create())
        .apply(
            "DayRows",
            FlatMapElements.into(TypeDescriptor.of(SpecificRecord.class))
                .via(year -> List.<SpecificRecord>copyOf(FixedDimension.daysOf(year).toList())))
        .setCoder(TableCoder.of(DIM_DATE.rowClass()));
  }

  private static PCollection<SpecificRecord> fixed(
      StarTable table, List<? extends SpecificRecord> members, PCollection<CardBooks> books) {
    return books
        .getPipeline()
        .apply(
            "Members_" + table.tableName(),
            Create.of(List.<SpecificRecord>copyOf(members))
                .withCoder(TableCoder.of(table.rowClass())));
  }
}

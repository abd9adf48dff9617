package io.cardbeam.pipeline;

import io.cardbeam.address.AddressCounts;
import io.cardbeam.event.Activity;
import io.cardbeam.event.AddressCount;
import io.cardbeam.event.AuthorizationDecision;
import io.cardbeam.event.DeadLetter;
import io.cardbeam.event.FraudAlert;
import io.cardbeam.event.LedgerTransfer;
import io.cardbeam.event.TransactionException;
import io.cardbeam.pipeline.activity.ComputeActivity;
import io.cardbeam.pipeline.address.CountAddressCards;
import io.cardbeam.pipeline.address.KafkaAddressCounts;
import io.cardbeam.pipeline.address.KeepAddressCounts;
import io.cardbeam.pipeline.archive.ArchiveAddressCounts;
import io.cardbeam.pipeline.archive.ArchiveEvents;
import io.cardbeam.pipeline.archive.ArchiveRules;
import io.cardbeam.pipeline.books.BooksConnection;
import io.cardbeam.pipeline.books.WriteBooks;
import io.cardbeam.pipeline.card.ConflictLetter;
import io.cardbeam.pipeline.classify.ClassifyTransactions;
import io.cardbeam.pipeline.publish.PublishLedger;
import io.cardbeam.pipeline.publish.RaiseAlerts;
import io.cardbeam.pipeline.publish.WriteKafka;
import io.cardbeam.pipeline.read.KafkaReadOptions;
import io.cardbeam.pipeline.read.ReadAddressCounts;
import io.cardbeam.pipeline.read.ReadKafka;
import io.cardbeam.pipeline.read.ReadRules;
import io.cardbeam.pipeline.read.SourceTags;
import io.cardbeam.pipeline.read.WatermarkClock;
import io.cardbeam.pipeline.rule.KafkaRules;
import io.cardbeam.pipeline.rule.KeepRuleBook;
import io.cardbeam.rule.RuleBook;
import io.cardbeam.traffic.Conflict;
import io.cardbeam.wire.Event;
import io.cardbeam.wire.RuleRecord;
import io.cardbeam.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Duration;

/**
 * The unbounded pipeline: events read from Kafka, requests decided, and all that follows from the
 * decisions. The bounded commands start from {@link BoundedCards} with the same transforms.
 */
public final class CardPipeline {
  private final StreamSettings settings;

  public CardPipeline(StreamSettings settings) {
    this.settings = settings;
  }

  /** Adds the whole of it to a pipeline. */
  public void assemble(Pipeline pipeline) {
    KafkaReadOptions reading = pipeline.getOptions().as(KafkaReadOptions.class);
    reading.setWatermarkClock(settings.times().clock());
    reading.setSkipDeleted(settings.skipDeleted());
    PCollectionTuple cardLog = pipeline.apply("ReadCardEvents", read(Topic.CARD_EVENTS));
    PCollectionTuple clearing = pipeline.apply("ReadTransactions", read(Topic.TRANSACTIONS));
    PCollection<Event> cardEvents = cardLog.get(SourceTags.EVENTS);
    PCollection<Event> transactions = clearing.get(SourceTags.EVENTS);
    PCollection<Event> events =
        PCollectionList.of(cardEvents).and(transactions).apply("Events", Flatten.pCollections());

    PCollectionTuple published = pipeline.apply("ReadRules", new ReadRules(settings.kafka()));
    PCollection<RuleRecord> rules = published.get(ReadRules.RULES);
    PCollectionView<RuleBook> book =
        rules.apply("KeepRuleBook", new KeepRuleBook(KeepRuleBook.SEND_AFTER));

    PCollectionTuple counted =
        pipeline.apply("ReadAddressCounts", new ReadAddressCounts(settings.kafka()));
    PCollection<AddressCount> counts = counted.get(ReadAddressCounts.COUNTS);
    PCollectionView<AddressCounts> addresses =
        counts.apply("KeepAddressCounts", new KeepAddressCounts(reach()));

    PCollectionTuple classified =
        events.apply(
            "Classify",
            new ClassifyTransactions(
                settings.deciding(),
                book,
                new KafkaRules(settings.kafka()),
                addresses,
                new KafkaAddressCounts(settings.kafka(), reach())));
    PCollection<Decided> answered = classified.get(ClassifyTransactions.DECIDED);
    PCollection<AuthorizationDecision> decisions =
        records(answered, "Decisions", AuthorizationDecision.class, Decided::decision);
    PCollection<Decided> decided =
        answered.apply("AnsweredFirst", Filter.by(answer -> !answer.repeated()));
    PCollection<Event> alerts = decided.apply("RaiseAlerts", new RaiseAlerts());
    PCollection<TransactionException> exceptions = classified.get(ClassifyTransactions.EXCEPTIONS);
    PCollection<Conflict> conflicts = classified.get(ClassifyTransactions.CONFLICTS);
    PCollection<LedgerTransfer> ledger = classified.get(ClassifyTransactions.LEDGER);

    publish(decisions, alerts, exceptions);
    ledger.apply("PublishLedger", new PublishLedger(settings.kafka()));
    publishActivity(decided);
    publishAddressCounts(cardEvents);
    publishDeadLetters(
        PCollectionList.of(cardLog.get(SourceTags.DEAD_LETTERS))
            .and(clearing.get(SourceTags.DEAD_LETTERS))
            .and(published.get(SourceTags.DEAD_LETTERS))
            .and(counted.get(SourceTags.DEAD_LETTERS)),
        conflicts);
    settings.books().ifPresent(books -> store(books, decided, classified));
    settings
        .lake()
        .ifPresent(
            lake -> {
              Duration wait = Duration.millis(settings.archiveWait().toMillis());
              PCollectionList.of(events)
                  .and(asEvents("DecisionEvents", decisions))
                  .and(alerts)
                  .and(asEvents("ExceptionEvents", exceptions))
                  .and(asEvents("LedgerEvents", ledger))
                  .apply("Archived", Flatten.pCollections())
                  .apply("Archive", new ArchiveEvents(lake, wait));
              rules.apply("ArchiveRules", new ArchiveRules(lake, wait));
              counts.apply("ArchiveAddressCounts", new ArchiveAddressCounts(lake, wait));
            });
  }

  /**
   * Before the events of a replay all of its counts are sent, and the oldest is asked for first.
   */
  private AddressCounts.Reach reach() {
    return settings.times().clock() == WatermarkClock.EVENTS
        ? AddressCounts.Reach.ARCHIVE
        : AddressCounts.Reach.LIVE;
  }

  private ReadKafka read(Topic topic) {
    return new ReadKafka(
        settings.kafka(), topic, settings.startFrom(), settings.format(), settings.times());
  }

  private void publish(
      PCollection<AuthorizationDecision> decisions,
      PCollection<Event> alerts,
      PCollection<TransactionException> exceptions) {
    decisions.apply(
        "PublishDecisions",
        new WriteKafka<>(
            settings.kafka(),
            Topic.AUTHORIZATION_DECISIONS,
            AuthorizationDecision::getCardToken,
            AuthorizationDecision::getEventTime));
    records(alerts, "Alerts", FraudAlert.class, event -> event.body(FraudAlert.class))
        .apply(
            "PublishAlerts",
            new WriteKafka<>(
                settings.kafka(),
                Topic.FRAUD_ALERTS,
                FraudAlert::getCardToken,
                FraudAlert::getEventTime));
    exceptions.apply(
        "PublishExceptions",
        new WriteKafka<>(
            settings.kafka(),
            Topic.TRANSACTION_EXCEPTIONS,
            TransactionException::getCardToken,
            TransactionException::getEventTime));
  }

  private void publishActivity(PCollection<Decided> decided) {
    decided
        .apply(
            "ComputeActivity",
            new ComputeActivity(Duration.millis(settings.activityEvery().toMillis())))
        .apply(
            "PublishActivity",
            new WriteKafka<>(
                settings.kafka(),
                Topic.ACTIVITY,
                a -> String.join("/", a.getState(), a.getCity(), a.getCategory()),
                Activity::getWindowStart));
  }

  /** Requests are decided by what the topic gives back, as a replay is, never by this directly. */
  private void publishAddressCounts(PCollection<Event> cardEvents) {
    cardEvents
        .apply("CountAddressCards", new CountAddressCards())
        .apply(
            "PublishAddressCounts",
            new WriteKafka<>(
                settings.kafka(),
                Topic.ADDRESS_COUNTS,
                AddressCount::getAddressHash,
                AddressCount::getPublishedAt));
  }

  private void publishDeadLetters(
      PCollectionList<DeadLetter> notRead, PCollection<Conflict> conflicts) {
    notRead
        .and(records(conflicts, "Conflicts", DeadLetter.class, ConflictLetter::of))
        .apply("DeadLetters", Flatten.pCollections())
        .apply(
            "PublishDeadLetters",
            WriteKafka.<DeadLetter>withoutEventTime(
                settings.kafka(), Topic.DEAD_LETTERS, DeadLetter::getSource));
  }

  private static void store(
      BooksConnection books, PCollection<Decided> decided, PCollectionTuple classified) {
    PCollectionTuple.of(WriteBooks.CARD_EVENTS, classified.get(ClassifyTransactions.STANDING))
        .and(WriteBooks.CONFLICTS, classified.get(ClassifyTransactions.CONFLICTS))
        .and(WriteBooks.DECIDED, decided)
        .and(WriteBooks.BOOKED, classified.get(ClassifyTransactions.BOOKED))
        .and(WriteBooks.EXCEPTIONS, classified.get(ClassifyTransactions.EXCEPTIONS))
        .and(WriteBooks.LEDGER, classified.get(ClassifyTransactions.LEDGER))
        .apply("WriteBooks", WriteBooks.to(books));
  }

  private static <T, R extends SpecificRecord> PCollection<R> records(
      PCollection<T> values, String name, Class<R> recordClass, SerializableFunction<T, R> record) {
    return values
        .apply(name, MapElements.into(TypeDescriptor.of(recordClass)).via(record))
        .setCoder(AvroRecordCoder.of(recordClass));
  }

  private static <R extends SpecificRecord> PCollection<Event> asEvents(
      String name, PCollection<R> records) {
    return records
        .apply(name, MapElements.into(TypeDescriptor.of(Event.class)).via(Event::of))
        .setCoder(EventCoder.of());
  }
}

package io.cardbeam.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The three floors: domain below, Beam in the middle, runners and servers above. */
@AnalyzeClasses(packages = "io.cardbeam", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {
  private static final String BEAM_FLOOR = "io.cardbeam.pipeline..";

  private static final DescribedPredicate<JavaClass> DOMAIN =
      JavaClass.Predicates.resideInAPackage("io.cardbeam..")
          .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(BEAM_FLOOR)))
          .as("domain");

  @ArchTest
  static final ArchRule theDomainKnowsNoBeam =
      noClasses().that(DOMAIN).should().dependOnClassesThat().resideInAPackage("org.apache.beam..");

  @ArchTest
  static final ArchRule theDomainKnowsNothingAboveIt =
      noClasses().that(DOMAIN).should().dependOnClassesThat().resideInAPackage(BEAM_FLOOR);

  @ArchTest
  static final ArchRule theDomainReadsNoClock =
      noClasses()
          .that(DOMAIN)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now");

  @ArchTest
  static final ArchRule theDomainDrawsNoRandomNumbers =
      noClasses()
          .that(DOMAIN)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.util.random.RandomGenerator.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule whatDecidesTouchesNoFileAndNoServer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.cardbeam.profile..",
              "io.cardbeam.rule..",
              "io.cardbeam.feature..",
              "io.cardbeam.model..",
              "io.cardbeam.policy..",
              "io.cardbeam.rule..",
              "io.cardbeam.decision..",
              "io.cardbeam.billing..",
              "io.cardbeam.star..",
              "io.cardbeam.measure..",
              "io.cardbeam.report..",
              "io.cardbeam.traffic..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule consumersAreMadeWhereTheyAreToldToReadCommittedRecordsOnly =
      noClasses()
          .that()
          .doNotHaveSimpleName("KafkaConnection")
          .and()
          .doNotHaveSimpleName("TopicConsumer")
          .should()
          .callConstructorWhere(target(owner(type(KafkaConsumer.class))));

  @ArchTest
  static final ArchRule pipelinesKnowNoRunnerAndNoServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam.runners..",
              "org.apache.flink..",
              "kafka..",
              "io.javalin..",
              "org.opensearch..");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes()
          .should()
          .haveNameNotMatching(".*(Utils?|Helpers?|Manager|Common)$")
          .because("a thing is named for what it is");
}

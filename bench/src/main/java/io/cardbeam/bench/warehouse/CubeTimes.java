package io.cardbeam.bench.warehouse;

import io.cardbeam.query.QueryException;
import io.cardbeam.query.StarDatabase;
import io.cardbeam.query.StarFolder;
import io.cardbeam.query.cube.Cube;
import io.cardbeam.query.cube.CubeFact;
import io.cardbeam.query.cube.CubeQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How long an analyst's questions to the cube take.
 *
 * @param question in words
 * @param cells of its answer
 * @param medianMillis of {@value #TIMES} times
 * @param slowestMillis of them
 */
record CubeTimes(String question, int cells, double medianMillis, double slowestMillis) {
  private static final int WARMUPS = 5;
  private static final int TIMES = 21;

  private record Question(
      String words,
      Set<CubeFact> facts,
      List<String> rows,
      List<String> columns,
      List<String> measures,
      List<String> where) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "fraud by state for half a year",
              EnumSet.of(CubeFact.authorization),
              List.of("state"),
              List.of(),
              List.of("count", "amount", "frauds", "fraud_amount", "fraud_rate"),
              List.of("date between 2020-06-21 and 2020-12-31")),
          new Question(
              "fraud by city of one state",
              EnumSet.of(CubeFact.authorization),
              List.of("city"),
              List.of(),
              List.of("count", "frauds", "fraud_rate"),
              List.of("state = NY")),
          new Question(
              "a day in a city, by category and merchant",
              EnumSet.of(CubeFact.transaction),
              List.of("category", "merchant"),
              List.of(),
              List.of("purchases", "amount"),
              List.of("date = 2020-12-24 and city = Brooklyn")),
          new Question(
              "categories by quarter of a year",
              EnumSet.of(CubeFact.authorization),
              List.of("category"),
              List.of("quarter"),
              List.of("fraud_rate"),
              List.of("year = 2020")),
          new Question(
              "state and category by quarter, all of it",
              EnumSet.of(CubeFact.authorization),
              List.of("state", "category"),
              List.of("quarter"),
              List.of("count", "amount", "fraud_rate"),
              List.of()),
          new Question(
              "categories by part of the day, all of it",
              EnumSet.of(CubeFact.transaction),
              List.of("category"),
              List.of("part_of_day"),
              List.of("purchases", "amount"),
              List.of()),
          new Question(
              "both facts by state and category",
              EnumSet.allOf(CubeFact.class),
              List.of("state", "category"),
              List.of(),
              List.of("declined", "purchases", "authorization.amount", "transaction.amount"),
              List.of()),
          new Question(
              "merchants by weekday, all of it",
              EnumSet.of(CubeFact.authorization),
              List.of("merchant"),
              List.of("weekday"),
              List.of("count", "fraud_rate"),
              List.of()));

  /**
   * Asks them all, as the console does: of a star that is held open.
   *
   * @throws IOException if an answer can't be had
   */
  static List<CubeTimes> of(StarFolder star) throws IOException {
    List<CubeTimes> times = new ArrayList<>();
    try (StarDatabase database = StarDatabase.open(star);
        StarDatabase beside = database.beside()) {
      Cube cube = new Cube(database);
      cube.warm();
      cube.load(beside);
      cube.takeLoaded();
      for (Question question : QUESTIONS) {
        times.add(of(question, cube));
      }
    } catch (QueryException e) {
      throw new IOException(e.getMessage(), e);
    }
    return times;
  }

  private static CubeTimes of(Question question, Cube cube) throws IOException, QueryException {
    CubeQuery query =
        CubeQuery.of(
            question.facts(),
            question.rows(),
            question.columns(),
            question.measures(),
            question.where(),
            /* totals= */ true);
    int cells = 0;
    for (int i = 0; i < WARMUPS; i++) {
      cells = cube.ask(query).cells().size();
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      cube.ask(query);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    millis.sort(null);
    return new CubeTimes(question.words(), cells, millis.get(TIMES / 2), millis.get(TIMES - 1));
  }
}

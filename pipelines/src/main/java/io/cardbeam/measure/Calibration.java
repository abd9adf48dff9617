package io.cardbeam.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether of the requests given a probability of fraud p, a share of p was fraud.
 *
 * @param brier mean squared difference between probability and truth (Brier, Monthly Weather Review
 *     78, 1950); 0 is perfect; NaN without requests
 * @param expectedError mean over all requests of the difference, within their bin, between mean
 *     probability and share of fraud (Naeini, Cooper and Hauskrecht, AAAI 2015)
 * @param bins by rising probability
 */
public record Calibration(double brier, double expectedError, List<Bin> bins) {
  /**
   * Requests of similar probability.
   *
   * @param requests how many, above 0
   * @param meanProbability mean of what was foretold, 0 to 1
   * @param fraudShare what came true, 0 to 1
   */
  public record Bin(long requests, double meanProbability, double fraudShare) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Calibration in bins of equal count; requests of equal probability stay together, so a bin may
   * hold more, and there may be fewer bins.
   *
   * @param leastProbability requests below it are left out
   * @param mostBins 1 or more
   */
  public static Calibration of(Ranking ranking, double leastProbability, int mostBins) {
    int size = 0;
    while (size < ranking.size() && ranking.score[size] >= leastProbability) {
      size++;
    }
    List<Bin> bins = new ArrayList<>();
    double squares = 0;
    double error = 0;
    double sum = 0;
    int frauds = 0;
    int start = 0;
    for (int rank = size - 1; rank >= 0; rank--) {
      double p = ranking.score[rank];
      double truth = ranking.fraud[rank] ? 1 : 0;
      squares += (p - truth) * (p - truth);
      sum += p;
      frauds += ranking.fraud[rank] ? 1 : 0;
      int done = size - rank;
      boolean full = (long) done * mostBins >= (long) (bins.size() + 1) * size;
      boolean apart = rank == 0 || ranking.lastOfScore[rank - 1];
      if (apart && (full || rank == 0)) {
        int count = done - start;
        bins.add(new Bin(count, sum / count, (double) frauds / count));
        error += Math.abs(sum - frauds);
        sum = 0;
        frauds = 0;
        start = done;
      }
    }
    return new Calibration(squares / size, error / size, bins);
  }
}

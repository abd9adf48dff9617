package io.cardbeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A trained model: two ensembles of trees one after the other. The first looks at a request against
 * the card's habits alone; its score stays with the request in the profile. The second looks at the
 * same and at the first scores of the card's earlier requests, and its score, calibrated, is the
 * probability of fraud: a thief buys more than once.
 */
public final class FraudModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String RESOURCE = "standard-model.json";

  private final String version;
  private final Map<String, Integer> categoryRanks;
  private final TreeEnsemble first;
  private final TreeEnsemble second;
  private final Calibration calibration;

  /**
   * @param version name of this model, for the record
   * @param categories categories that it knows, in order of rank
   * @param first ensemble on the card's habits; asks for no feature of the theme SUSPICION
   * @param second ensemble on all features
   * @param calibration of the second's log-odds
   */
  public FraudModel(
      String version,
      List<String> categories,
      TreeEnsemble first,
      TreeEnsemble second,
      Calibration calibration) {
    this.version = version;
    this.categoryRanks = new HashMap<>();
    for (int rank = 0; rank < categories.size(); rank++) {
      categoryRanks.put(categories.get(rank), rank);
    }
    this.first = first;
    this.second = second;
    this.calibration = calibration;
  }

  /** The model that comes with Cardbeam. */
  public static FraudModel standard() {
    return Standard.MODEL;
  }

  public String version() {
    return version;
  }

  /** Rank of a category, from 0; -1 if the model does not know it. */
  public int categoryRank(String category) {
    return categoryRanks.getOrDefault(category, -1);
  }

  public TreeEnsemble first() {
    return first;
  }

  public TreeEnsemble second() {
    return second;
  }

  public Calibration calibration() {
    return calibration;
  }

  private static final class Standard {
    private static final FraudModel MODEL = load();

    private static FraudModel load() {
      try (InputStream in =
          Objects.requireNonNull(FraudModel.class.getResourceAsStream(RESOURCE))) {
        return ModelFile.parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

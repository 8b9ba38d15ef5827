package io.skerry.privacy;

import io.skerry.core.sum.Norm;
import io.skerry.privacy.accounting.AccountantKind;
import io.skerry.privacy.accounting.NeighbouringRelation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How configs and tables name what there is to choose from. */
public final class PrivacyNames {
  /** {@code privacy.mechanism}. */
  public static final Map<String, NoiseLaw> MECHANISMS;

  /** {@code privacy.clip-norm}. */
  public static final Map<String, Norm> NORMS = Map.of("l1", Norm.L1, "l2", Norm.L2);

  /** {@code privacy.placement}. */
  public static final Map<String, Placement> PLACEMENTS;

  /** {@code privacy.relation}. */
  public static final Map<String, NeighbouringRelation> RELATIONS;

  /** {@code privacy.accountant}. */
  public static final Map<String, AccountantKind> ACCOUNTANTS;

  static {
    Map<String, NoiseLaw> mechanisms = new LinkedHashMap<>();
    mechanisms.put("gaussian", NoiseLaw.GAUSSIAN);
    mechanisms.put("discrete-gaussian", NoiseLaw.DISCRETE_GAUSSIAN);
    mechanisms.put("skellam", NoiseLaw.SKELLAM);
    mechanisms.put("laplace", NoiseLaw.LAPLACE);
    mechanisms.put("tree-aggregation", NoiseLaw.TREE_AGGREGATION);
    mechanisms.put("banded-matrix-factorization", NoiseLaw.BANDED_MATRIX_FACTORIZATION);
    MECHANISMS = Collections.unmodifiableMap(mechanisms);
    Map<String, Placement> placements = new LinkedHashMap<>();
    placements.put("central", Placement.CENTRAL);
    placements.put("distributed", Placement.DISTRIBUTED);
    placements.put("local", Placement.LOCAL);
    PLACEMENTS = Collections.unmodifiableMap(placements);
    Map<String, NeighbouringRelation> relations = new LinkedHashMap<>();
    relations.put("add-or-remove", NeighbouringRelation.ADD_OR_REMOVE_ONE);
    relations.put("replace", NeighbouringRelation.REPLACE_ONE);
    relations.put("zero-out", NeighbouringRelation.REPLACE_SPECIAL);
    RELATIONS = Collections.unmodifiableMap(relations);
    Map<String, AccountantKind> accountants = new LinkedHashMap<>();
    accountants.put("rdp", AccountantKind.RDP);
    accountants.put("pld", AccountantKind.PLD);
    ACCOUNTANTS = Collections.unmodifiableMap(accountants);
  }

  private PrivacyNames() {}

  /** The name of a relation. */
  public static String of(NeighbouringRelation relation) {
    return name(RELATIONS, relation);
  }

  static String of(AccountantKind accountant) {
    return name(ACCOUNTANTS, accountant);
  }

  static String of(Norm norm) {
    return name(NORMS, norm);
  }

  static String of(NoiseLaw law) {
    return name(MECHANISMS, law);
  }

  static String of(Placement placement) {
    return name(PLACEMENTS, placement);
  }

  private static <T> String name(Map<String, T> names, T value) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}

package io.skerry.privacy.accounting;

/** By what events are priced. */
public enum AccountantKind {
  /** Renyi differential privacy. */
  RDP {
    @Override
    public Accountant nothing(NeighbouringRelation relation) {
      return RdpAccountant.of(relation);
    }
  },

  /** Privacy loss distributions. */
  PLD {
    @Override
    public Accountant nothing(NeighbouringRelation relation) {
      return PldAccountant.of(relation);
    }
  };

  /** An accountant with nothing spent yet. */
  public abstract Accountant nothing(NeighbouringRelation relation);
}

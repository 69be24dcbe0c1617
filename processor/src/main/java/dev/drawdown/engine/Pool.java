package dev.drawdown.engine;

/** Where a tranche's credit comes from; the order is the burn order among tranches of equal priority and expiry. */
public enum Pool {
    PLAN(40),
    PURCHASED(50),
    PROMOTIONAL(50);

    private final int defaultPriority;

    Pool(int defaultPriority) {
        this.defaultPriority = defaultPriority;
    }

    /** The priority of a tranche that names none; lower burns first. */
    public int defaultPriority() {
        return defaultPriority;
    }
}

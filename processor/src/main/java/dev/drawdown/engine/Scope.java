package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which charges a tranche, or a wallet, may pay.
 *
 * @param charges the charge types covered
 * @param categories the categories covered; empty means every category
 */
public record Scope(Charges charges, List<String> categories) {
    public static final Scope ALL = new Scope(Charges.ALL, List.of());
    public static final Scope USAGE_ONLY = new Scope(Charges.USAGE, List.of());

    /** The charge types that a scope covers. */
    public enum Charges {
        ALL,
        USAGE,
        FIXED;

        boolean cover(ChargeType type) {
            return switch (this) {
                case ALL -> true;
                case USAGE -> type == ChargeType.USAGE;
                case FIXED -> type == ChargeType.FIXED;
            };
        }
    }

    public Scope {
        categories = List.copyOf(categories);
    }

    /**
     * Whether a charge of this type and category may be paid; one without a category only where no category is named.
     */
    public boolean covers(ChargeType type, @Nullable String category) {
        return charges.cover(type) && (categories.isEmpty() || (category != null && categories.contains(category)));
    }

    /** Whether it is limited to named categories: such credit pays nothing but them, not even what is owed. */
    public boolean namesCategories() {
        return !categories.isEmpty();
    }
}

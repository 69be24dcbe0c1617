package dev.drawdown.loadtest.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which charges some credit, or a wallet, is for; no category named means every one. */
public record Coverage(String chargeScope, List<String> categories) {
    public static final Coverage ALL = new Coverage("ALL", List.of());
    public static final Coverage USAGE_ONLY = new Coverage("USAGE", List.of());

    public Coverage {
        categories = List.copyOf(categories);
    }

    static Coverage of(Fields scope) {
        return new Coverage(scope.textOr("charge_scope", "ALL"), scope.texts("categories"));
    }

    boolean covers(String chargeType, @Nullable String category) {
        boolean type = chargeScope.equals("ALL") || chargeScope.equals(chargeType);
        return type && (categories.isEmpty() || (category != null && categories.contains(category)));
    }

    boolean limitedToCategories() {
        return !categories.isEmpty();
    }
}

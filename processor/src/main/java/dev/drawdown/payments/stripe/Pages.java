package dev.drawdown.payments.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stripe's lists, read page by page: not by the library's own iterator, which hides what went wrong with a later page. */
interface Pages<T extends HasId> {
    /** Returns the objects behind one in the list, or the first of all. */
    StripeCollection<T> after(@Nullable String id) throws StripeException;

    /** Reads the whole list, and returns how many there were. */
    default long each(Consumer<T> reader) throws StripeException {
        long count = 0;
        String last = null;
        do {
            StripeCollection<T> page = after(last);
            page.getData().forEach(reader);
            count += page.getData().size();
            last = lastBeforeMore(page);
        } while (last != null);
        return count;
    }

    /** Reads until the first that is wanted, if any is. */
    default @Nullable T first(Predicate<T> wanted) throws StripeException {
        String last = null;
        do {
            StripeCollection<T> page = after(last);
            for (T each : page.getData()) {
                if (wanted.test(each)) {
                    return each;
                }
            }
            last = lastBeforeMore(page);
        } while (last != null);
        return null;
    }

    private static @Nullable String lastBeforeMore(StripeCollection<? extends HasId> page) {
        boolean hasMore = page.getHasMore() && !page.getData().isEmpty();
        return hasMore ? page.getData().getLast().getId() : null;
    }
}

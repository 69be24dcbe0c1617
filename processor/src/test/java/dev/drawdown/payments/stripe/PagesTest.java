package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.model.RefundCollection;
import com.stripe.model.StripeCollection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists that Stripe gives out in pages of two. */
class PagesTest {
    private static final int SIZE = 2;

    private final List<String> asked = new ArrayList<>();
    private final Pages<Refund> five = last -> page(last, 5);

    private StripeCollection<Refund> page(@Nullable String last, int count) {
        asked.add(String.valueOf(last));
        int from = last == null ? 1 : Integer.parseInt(last.substring("re_".length())) + 1;
        List<Refund> data = new ArrayList<>();
        for (int number = from; number < from + SIZE && number <= count; number++) {
            Refund refund = new Refund();
            refund.setId("re_" + number);
            data.add(refund);
        }
        RefundCollection page = new RefundCollection();
        page.setData(data);
        page.setHasMore(from + SIZE <= count);
        return page;
    }

    @Test
    void shouldReadEveryObjectOnce() throws StripeException {
        List<String> read = new ArrayList<>();

        assertThat(five.each(refund -> read.add(refund.getId()))).isEqualTo(5);
        assertThat(read).containsExactly("re_1", "re_2", "re_3", "re_4", "re_5");
        assertThat(asked).containsExactly("null", "re_2", "re_4");
    }

    @Test
    void shouldReadNoFurtherThanTheFirstThatIsWanted() throws StripeException {
        Refund found = five.first(refund -> refund.getId().equals("re_3"));

        assertThat(found).extracting(Refund::getId).isEqualTo("re_3");
        assertThat(asked).containsExactly("null", "re_2");
    }

    @Test
    void shouldFindNothingWhereNothingIs() throws StripeException {
        Pages<Refund> none = last -> page(last, 0);

        assertThat(five.first(refund -> false)).isNull();
        assertThat(none.first(refund -> true)).isNull();
        assertThat(none.each(refund -> {})).isZero();
    }

    @Test
    void shouldSayWhatWentWrongWithALaterPage() {
        Pages<Refund> broken = last -> {
            if (last != null) {
                throw new ApiConnectionException("cut off");
            }
            return page(null, 5);
        };

        assertThatThrownBy(() -> broken.first(refund -> false)).isInstanceOf(ApiConnectionException.class);
        assertThatThrownBy(() -> broken.each(refund -> {})).isInstanceOf(ApiConnectionException.class);
    }
}

package dev.drawdown.loadtest.audit;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it must be.
 *
 * @param where the wallet, or the position of the record
 * @param cause the input that it follows from
 * @param what the record and field that differs
 */
public record Difference(
        String where,
        String cause,
        String what,
        @Nullable Object expected,
        @Nullable Object found) {

    static Difference unreadable(Recorded record, Schema expected, Unreadable garbage) {
        return new Difference(record.source().toString(), "reading it", "value", expected.getName(), garbage.code());
    }

    @Override
    public String toString() {
        return where + ", after " + cause + ": " + what + "\n    expected " + expected + "\n    found    " + found;
    }
}

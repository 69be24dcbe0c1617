package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The dead letters, each of which must be the exact copy of an input and name the reason that the rules give. */
final class DeadLetters {
    private final Map<Source, Recorded> unexpected = new HashMap<>();

    /** Takes the next one that the program wrote. */
    void found(Recorded letter, AuditReport report) {
        report.count("dead letters");
        if (unexpected.put(sourceOf(letter), letter) != null) {
            report.add(difference(sourceOf(letter), "the dead letters", "one dead letter", "two"));
        }
    }

    private static Source sourceOf(Recorded letter) {
        return new Source(
                letter.header("drawdown.error.topic"),
                Integer.parseInt(letter.header("drawdown.error.partition")),
                Long.parseLong(letter.header("drawdown.error.offset")));
    }

    /** Expects an input among them, once, as it was. */
    void expect(Recorded input, String code, AuditReport report) {
        report.count("dead letter " + code);
        Source source = input.source();
        Recorded letter = unexpected.remove(source);
        String found = letter == null ? null : letter.header("drawdown.error.code");
        if (!code.equals(found)) {
            report.add(difference(source, "this input", code, found));
        } else if (letter != null && !sameRecord(letter, input)) {
            report.add(difference(source, "this input", "its own key, value and headers", letter));
        }
    }

    private static boolean sameRecord(Recorded letter, Recorded input) {
        return Objects.equals(letter.key(), input.key())
                && Objects.equals(letter.value(), input.value())
                && letter.headers().entrySet().containsAll(input.headers().entrySet())
                && !letter.header("drawdown.error.message").isBlank();
    }

    /** No good input may be among them. */
    void nothingLeft(AuditReport report) {
        unexpected.forEach((source, letter) -> report.add(difference(
                source,
                "this input",
                "no dead letter",
                letter.header("drawdown.error.code") + ": " + letter.header("drawdown.error.message"))));
    }

    private static Difference difference(
            Source source, String cause, @Nullable Object expected, @Nullable Object found) {
        return new Difference(source.toString(), cause, "dead letter", expected, found);
    }
}

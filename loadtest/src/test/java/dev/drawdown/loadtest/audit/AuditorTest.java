package dev.drawdown.loadtest.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.workload.Profile;
import dev.drawdown.loadtest.workload.Workload;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An auditor that finds nothing is only worth something if it finds what was planted. */
class AuditorTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    /** Every so many bytes one is enough: an audit of all takes a while. */
    private static final int SPARSE = 41;

    private final ModelProgram program = new ModelProgram(START);

    @TempDir
    private Path folder;

    private int audits;

    @BeforeEach
    void runWorkload() throws Unreadable {
        program.run(Workload.of(new Profile("a", 5, START, 16, 1500, Duration.ofMillis(1), 0.1, 0.05, 0.25)));
    }

    @Test
    void shouldFindNothingWrongWithABookThatIsRight() {
        AuditReport report = audit();

        assertThat(report.differences()).isEmpty();
        assertThat(report.counted("entries")).isGreaterThan(800);
        assertThat(report.counted("event DUPLICATE")).isGreaterThan(50);
        assertThat(report.counted("outcome CONFIG_CHANGED")).isPositive();
        assertThat(report.counted("dead letters")).isGreaterThan(50);
        assertThat(report.counted("payment request AUTO_RECHARGE")).isPositive();
        assertThat(report.counted("payment request TOP_UP")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallet.ledger",
                "wallet.outcomes",
                "wallet.alerts",
                "wallet.delivery-gates",
                "wallet.balances",
                "wallet.payment-requests",
                "wallet.dead-letters"
            })
    void shouldFindARecordThatIsMissing(String topic) {
        List<Recorded> records = records(topic);
        records.remove(records.size() / 2);

        assertThat(audit().clean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallet.ledger",
                "wallet.outcomes",
                "wallet.alerts",
                "wallet.delivery-gates",
                "wallet.payment-requests",
                "wallet.dead-letters"
            })
    void shouldFindARecordThatIsThereTwice(String topic) {
        List<Recorded> records = records(topic);
        records.add(records.get(records.size() / 2));

        assertThat(audit().clean()).isFalse();
    }

    /** Requests that nobody answers go out again, and a run may end anywhere. */
    @Test
    void shouldFollowTimeThatWentOnBehindTheInputs() {
        int before = records("wallet.payment-requests").size();
        program.goOn(Duration.ofHours(1));

        assertThat(records("wallet.payment-requests")).hasSizeGreaterThan(before);
        assertThat(audit().differences()).isEmpty();
    }

    @Test
    void shouldFindARecordThatIsThereTwiceAlsoBehindTheInputs() {
        int before = records("wallet.payment-requests").size();
        program.goOn(Duration.ofHours(1));
        List<Recorded> requests = records("wallet.payment-requests");
        for (int at = before; at < requests.size(); at += SPARSE) {
            requests.add(requests.get(at));
            assertThat(audit().clean()).as("request %d", at).isFalse();
            requests.removeLast();
        }
    }

    @Test
    void shouldFindAnyByteThatWasChangedInTheLedger() {
        List<Recorded> ledger = records("wallet.ledger");
        int at = ledger.size() / 2;
        Recorded original = ledger.get(at);
        byte[] value = Recorded.array(Objects.requireNonNull(original.value()));
        for (int i = 0; i < value.length; i += SPARSE) {
            byte[] changed = value.clone();
            changed[i] ^= 1;
            ledger.set(at, with(original, changed));
            assertThat(audit().clean()).as("byte %d", i).isFalse();
        }
    }

    @Test
    void shouldFindAnyByteThatWasChangedInAPaymentRequest() {
        List<Recorded> requests = records("wallet.payment-requests");
        Recorded original = requests.getFirst();
        byte[] value = Recorded.array(Objects.requireNonNull(original.value()));
        String description = "filler";
        int free = new String(value, ISO_8859_1).indexOf(description);
        for (int i = 0; i < value.length; i += 11) {
            if (i >= free - 1 && i < free + description.length()) {
                continue;
            }
            byte[] changed = value.clone();
            changed[i] ^= 2;
            requests.set(0, with(original, changed));
            assertThat(audit().clean()).as("byte %d of %d", i, value.length).isFalse();
        }
    }

    @Test
    void shouldFindARequestThatNobodyHasMade() {
        List<Recorded> requests = records("wallet.payment-requests");
        Recorded original = requests.getFirst();
        byte[] value = Recorded.array(Objects.requireNonNull(original.value()));
        int number = new String(value, ISO_8859_1).indexOf("/1");
        assertThat(number).isPositive();
        value[number + 1] = '9';
        requests.add(with(original, value));

        assertThat(audit().clean()).isFalse();
    }

    private static Recorded with(Recorded record, byte[] value) {
        return new Recorded(record.source(), record.at(), record.key(), ByteBuffer.wrap(value), record.headers());
    }

    @Test
    void shouldFindADebitThatWasTakenInAnotherOrder() {
        List<Recorded> inputs = records("usage.events");
        Recorded first = inputs.get(300);
        Recorded second = inputs.stream()
                .skip(301)
                .filter(other -> String.valueOf(other.keyText()).equals(first.keyText()))
                .findFirst()
                .orElseThrow();
        int other = inputs.indexOf(second);
        inputs.set(300, moved(second, first));
        inputs.set(other, moved(first, second));

        assertThat(audit().clean()).isFalse();
    }

    private static Recorded moved(Recorded record, Recorded to) {
        return new Recorded(to.source(), to.at(), record.key(), record.value(), record.headers());
    }

    @Test
    void shouldFindARecordUnderAnotherWalletsKey() {
        List<Recorded> ledger = records("wallet.ledger");
        Recorded entry = ledger.getFirst();
        Recorded other = ledger.stream()
                .filter(each -> !Objects.equals(each.key(), entry.key()))
                .findFirst()
                .orElseThrow();
        ledger.set(0, new Recorded(entry.source(), entry.at(), other.key(), entry.value(), entry.headers()));

        assertThat(audit().clean()).isFalse();
    }

    @Test
    void shouldFindTwoEntriesThatChangedPlaces() {
        List<Recorded> ledger = records("wallet.ledger");
        Recorded first = ledger.get(100);
        int at = 101;
        while (!Objects.equals(ledger.get(at).key(), first.key())) {
            at++;
        }
        ledger.set(100, ledger.get(at));
        ledger.set(at, first);

        assertThat(audit().clean()).isFalse();
    }

    @Test
    void shouldFindAnInputThatWasLost() {
        List<Recorded> inputs = records("lead.events");
        String first = new String(
                Recorded.array(Objects.requireNonNull(inputs.getFirst().value())), UTF_8);
        inputs.removeFirst();

        assertThat(audit().clean()).as("without %s", first).isFalse();
    }

    /** A broker that forgets what it has acknowledged leaves books that are right in themselves. */
    @Test
    void shouldMissInputsThatTheBrokerHasSaidToHave() {
        AuditReport report = audit();
        long inputs = report.counted("inputs");

        report.requireInputs(inputs);
        assertThat(report.clean()).isTrue();
        report.requireInputs(inputs + 1);
        assertThat(report.differences()).singleElement().asString().contains("" + (inputs + 1), "" + inputs);
        report.requireInputs(inputs - 1);
        assertThat(report.differences()).hasSize(2);
    }

    /** By both ways of auditing, which must find the same. */
    private AuditReport audit() {
        AuditReport inMemory = program.audit();
        AuditReport spooled = program.auditSpooled(folder.resolve("spool-" + audits++));
        assertThat(sorted(spooled)).isEqualTo(sorted(inMemory));
        assertThat(spooled.counts()).isEqualTo(inMemory.counts());
        return spooled;
    }

    private static List<String> sorted(AuditReport report) {
        return report.differences().stream().map(Difference::toString).sorted().toList();
    }

    private List<Recorded> records(String topic) {
        return Objects.requireNonNull(program.topics.get(topic));
    }
}

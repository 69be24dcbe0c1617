package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.LedgerHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WalletTopologyTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldOpenAWalletByWayOfItsOwner() {
        rig.open("w1", "25.00");

        assertThat(rig.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo("ACCEPTED");
            assertThat(outcome.getCode()).isEqualTo("ACCEPTED");
            assertThat(outcome.getAvailable()).isEqualByComparingTo("25");
            assertThat(outcome.getSeq()).isEqualTo(1);
        });
        assertThat(rig.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.getReason()).isEqualTo("TOP_UP");
            assertThat(entry.getSourceTopic()).isEqualTo("wallet.commands");
            assertThat(entry.getSourceOffset()).isZero();
            assertThat(entry.getPrevHash()).isEqualTo(LedgerHash.GENESIS);
        });
        assertThat(rig.gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.getState()).isEqualTo("OPEN"));
        assertThat(rig.balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.getAvailable()).isEqualByComparingTo("25"));
        assertThat(rig.owners()).singleElement().satisfies(owner -> {
            assertThat(owner.getOwnerId()).isEqualTo("owner-of-w1");
            assertThat(owner.getCurrency()).isEqualTo("USD");
            assertThat(owner.getWallets())
                    .singleElement()
                    .satisfies(wallet -> assertThat(wallet.getStatus()).isEqualTo("ACTIVE"));
        });
    }

    @Test
    void shouldDebitOnceWhateverIsSentTwice() {
        rig.open("w1", "25.00");
        rig.send(Rig.lead("l1", "w1", "L1", "18"));
        rig.send(Rig.lead("l1", "w1", "L1", "18"));
        rig.send(Rig.usage("u1", "w1", "2"));

        List<LedgerEntry> entries = rig.ledger();
        assertThat(entries).extracting(LedgerEntry::getReason).containsExactly("TOP_UP", "LEAD_DELIVERY", "USAGE");
        assertThat(entries).extracting(LedgerEntry::getSeq).containsExactly(1L, 2L, 3L);
        assertThat(entries.get(2).getBalanceAfter()).isEqualByComparingTo("5");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void shouldChainEveryEntryToTheOneBefore() {
        rig.open("w1", "25.00");
        rig.send(Rig.usage("u1", "w1", "30"));

        String previous = LedgerHash.GENESIS;
        for (LedgerEntry entry : rig.ledger()) {
            assertThat(entry.getPrevHash()).isEqualTo(previous);
            assertThat(entry.getHash()).isEqualTo(LedgerHash.of(entry));
            previous = entry.getHash();
        }
    }

    @Test
    void shouldKeepTheGraphAsItIs() throws IOException {
        String described = WalletTopology.build(TestSettings.any()).describe().toString();

        assertThat(described).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream in = WalletTopologyTest.class.getResourceAsStream("topology.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

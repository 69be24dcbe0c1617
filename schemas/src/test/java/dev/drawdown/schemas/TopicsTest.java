package dev.drawdown.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = Topics.unprefixed();

    @Test
    void shouldListTheTopicsOfTheContract() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "usage.events",
                        "lead.events",
                        "wallet.commands",
                        "owner.commands",
                        "wallet.catalog",
                        "wallet.ledger",
                        "wallet.outcomes",
                        "wallet.alerts",
                        "wallet.payment-requests",
                        "wallet.balances",
                        "wallet.delivery-gates",
                        "wallet.owners",
                        "invoice.results",
                        "wallet.dead-letters",
                        "drawdown.wallet-inputs",
                        "drawdown.owner-inputs",
                        "drawdown.payment-inputs");
        assertThat(topics.inputs()).hasSize(5);
        assertThat(topics.outputs()).hasSize(9);
        assertThat(topics.keyedByWallet()).hasSize(11);
    }

    @Test
    void shouldPutThePrefixInFrontOfNameAndSubject() {
        Topics prefixed = Topics.withPrefix("eu.");

        assertThat(prefixed.all()).allSatisfy(topic -> assertThat(topic.name()).startsWith("eu."));
        assertThat(prefixed.walletLedger.subject()).isEqualTo("eu.wallet.ledger-value");
    }

    @Test
    void shouldRefuseAPrefixThatNoTopicMayHave() {
        assertThatThrownBy(() -> Topics.withPrefix("eu/")).hasMessageContaining("'eu/'");
    }

    @Test
    void shouldStampInputsByTheBroker() {
        assertThat(topics.inputs())
                .allSatisfy(
                        topic -> assertThat(topic.settings()).containsEntry("message.timestamp.type", "LogAppendTime"));
        assertThat(topics.walletInputs.settings()).containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(topics.outputs())
                .allSatisfy(topic -> assertThat(topic.settings()).doesNotContainKey("message.timestamp.type"));
    }

    @Test
    void shouldKeepWhatIsKeptAndCompactWhatIsCompacted() {
        assertThat(topics.walletLedger.settings())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
        assertThat(topics.walletBalances.settings()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(topics.walletAlerts.settings()).isEqualTo(Map.of("cleanup.policy", "delete"));
    }

    @Test
    void shouldKnowTheSchemaOfEveryAvroTopic() {
        assertThat(topics.usageEvents.schema().getFullName()).isEqualTo("dev.drawdown.schemas.UsageEvent");
        assertThat(topics.usageEvents.schema().toString()).doesNotContain("avro.java");
        assertThat(topics.walletDeadLetters.isAvro()).isFalse();
        assertThatThrownBy(topics.walletDeadLetters::subject).hasMessageContaining("plain bytes");
    }
}

package dev.drawdown.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the reference page against the code; {@code -Ddrawdown.pages=write} writes it anew. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("SETTINGS.md");

    @Test
    void pageShouldSayWhatTheCodeSays() throws IOException {
        String page = page();

        if ("write".equals(System.getProperty("drawdown.pages"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
            # Settings

            One properties file (`./drawdown run --config FILE`) and the environment carry the same keys. The environment wins over
            the file, an option of the command line over both. `${NAME}` in a value of the file is filled in from the environment. Durations are
            a number with `ms`, `s`, `m`, `h` or `d`. A setting that is unknown or impossible is an error that names it.

            | key | holds | default | what it does |
            | --- | --- | --- | --- |
            """);
        for (Setting setting : Setting.values()) {
            page.append("| `%s`<br>`%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.variable(),
                            setting.kind().description(),
                            setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                            setting.why()));
        }
        return page.append("""

            ## Kafka's own

            `kafka.NAME` goes to every Kafka client that knows `NAME` (`kafka.bootstrap.servers`, default `localhost:9092`;
            `kafka.security.protocol`, `kafka.sasl.jaas.config`, …). `kafka.producer.NAME`, `kafka.consumer.NAME`, `kafka.admin.NAME`
            and `kafka.streams.NAME` go to one kind, and win there. In the environment: `DRAWDOWN_KAFKA_BOOTSTRAP_SERVERS`,
            `DRAWDOWN_KAFKA_PRODUCER_LINGER_MS`.

            Names and values are checked by Kafka's own definitions. Names that Kafka does not know pass only beside code of yours
            that may know them (interceptors, metric reporters, callback handlers, providers).

            Refused, since exactness rests on them: another `processing.guarantee` than `exactly_once_v2`, `isolation.level` than
            `read_committed`, `acks` than `all`, `auto.offset.reset` than `earliest`, and idempotence switched off; serializers,
            exception handlers, transactional ids and whatever has a setting of its own above.
            """).toString();
    }
}

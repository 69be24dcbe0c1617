package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineInterfaceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldListItsCommandsWhenAskedForHelpOrNothing() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: drawdown", "encode", "processor/SETTINGS.md");

        out.getBuffer().setLength(0);
        assertThat(execute()).isZero();
        assertThat(out.toString()).contains("Usage: drawdown");
    }

    @Test
    void shouldRefuseAnUnknownCommandWithAHint() {
        assertThat(execute("encod")).isEqualTo(CommandLineInterface.CALLED_WRONGLY);
        assertThat(err.toString()).contains("encod").contains("Did you mean").contains("encode");
    }

    @Test
    void shouldNameAMissingFileWithoutAStackTrace() {
        assertThat(execute("encode", "usage.events", "--config", "no-such-file.properties"))
                .isEqualTo(CommandLineInterface.CALLED_WRONGLY);
        assertThat(err.toString())
                .contains("Expected a properties file at no-such-file.properties, but there is none")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldNameAnUnknownTopic() {
        assertThat(execute("encode", "usage.event")).isEqualTo(CommandLineInterface.FAILED);
        assertThat(err.toString())
                .contains("'usage.event' is none of")
                .contains("usage.events")
                .doesNotContain("\tat ");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = CommandLineInterface.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}

package dev.drawdown.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldDrawOverTheLastBlock() {
        Terminal terminal = new Terminal(out, true, new Look(true, true));
        terminal.draw(List.of("one", "two"));
        bytes.reset();

        terminal.draw(List.of("three", "four"));

        assertThat(written()).contains("\u001b[2F", "three\u001b[K\n");
    }

    @Test
    void shouldLeaveTheLastBlockAndTheCursor() {
        Terminal terminal = new Terminal(out, true, new Look(true, true));
        terminal.draw(List.of("one"));
        bytes.reset();

        terminal.leave();
        terminal.print("the end");

        assertThat(written()).isEqualTo("\u001b[?25hthe end\n");
    }

    @Test
    void shouldWriteNothingButLinesIntoALog() {
        Terminal terminal = new Terminal(out, false, new Look(false, false));

        terminal.print("a → b");
        terminal.leave();

        assertThat(written()).isEqualTo("a > b\n");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

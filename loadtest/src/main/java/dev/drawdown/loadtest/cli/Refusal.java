package dev.drawdown.loadtest.cli;

import java.util.List;

/** What was asked for is impossible; each problem is a sentence that names the option. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    Refusal(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}

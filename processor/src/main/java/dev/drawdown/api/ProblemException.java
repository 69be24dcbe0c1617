package dev.drawdown.api;

import io.javalin.http.HttpStatus;
import java.util.Map;

/** Ends a request with a problem. It has no stack trace: a request that cannot be done is no bug. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /**
     * A problem.
     *
     * @param code for programs
     * @param detail for people: what was expected, what was found, and what to do
     */
    public ProblemException(HttpStatus status, String code, String detail) {
        this(new Problem(status, code, detail));
    }

    /** A problem that is over after a while. */
    static ProblemException retryable(HttpStatus status, String code, String detail, long retryAfterSeconds) {
        return new ProblemException(new Problem(status, code, detail, Map.of(), retryAfterSeconds));
    }

    Problem problem() {
        return problem;
    }
}

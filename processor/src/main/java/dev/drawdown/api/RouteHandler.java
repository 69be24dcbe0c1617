package dev.drawdown.api;

/** What a route does, for a caller who may. */
@FunctionalInterface
public interface RouteHandler {
    /**
     * Answers a call.
     *
     * @throws ProblemException for an answer that says why not
     */
    void handle(Call call) throws Exception;
}

package dev.drawdown.api;

import dev.drawdown.config.CallLimit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Lets in whoever shows a token, does not call too often, and has a role that the route is for. */
public final class Gate {
    private final Access access;
    private final CallLimits limits;
    private final Consumer<String> turnedAway;

    /** @param turnedAway hears the code of each problem that a call ends with here */
    public Gate(Access access, CallLimits limits, Consumer<String> turnedAway) {
        this.access = access;
        this.limits = limits;
        this.turnedAway = turnedAway;
    }

    /**
     * Returns who calls, and tells them in the answer's headers how often they still may.
     *
     * @throws ProblemException if they may not
     */
    Caller admit(Context context, Audience audience) {
        try {
            Caller caller = access.identify(context.header("Authorization"));
            count(caller, context);
            if (!audience.includes(caller.role())) {
                throw new ProblemException(
                        HttpStatus.FORBIDDEN,
                        "FORBIDDEN",
                        "Expected a token of role " + audience.labels() + ", but '" + caller.name() + "' is of role "
                                + caller.role().label() + "; use another token.");
            }
            return caller;
        } catch (ProblemException refusal) {
            turnedAway.accept(refusal.problem().code());
            throw refusal;
        }
    }

    /** What another instance sends on is counted by itself, so that no call is counted against the same limit twice. */
    private void count(Caller caller, Context context) {
        boolean isSentOn = context.header(Peers.SENT_ON) != null;
        switch (limits.take(isSentOn ? caller.name() + " sent on" : caller.name(), caller.limit())) {
            case CallLimits.Turn.Uncounted() -> {}
            case CallLimits.Turn.Granted granted ->
                tell(context, granted.limit(), granted.remaining(), granted.fullInSeconds());
            case CallLimits.Turn.TooSoon early -> {
                tell(context, early.limit(), 0, early.fullInSeconds());
                throw new ProblemException(tooSoon(caller, early));
            }
        }
    }

    private static void tell(Context context, CallLimit limit, long remaining, long fullInSeconds) {
        context.header("RateLimit-Limit", Integer.toString(limit.calls()))
                .header("RateLimit-Remaining", Long.toString(remaining))
                .header("RateLimit-Reset", Long.toString(fullInSeconds))
                .header("RateLimit-Policy", limit.calls() + ";w=" + limit.per().seconds());
    }

    private static Problem tooSoon(Caller caller, CallLimits.Turn.TooSoon early) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("limit", early.limit().calls());
        more.put("window_seconds", early.limit().per().seconds());
        return new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                "RATE_LIMITED",
                "Expected at most " + early.limit() + " calls by '" + caller.name()
                        + "', but there are more; try again in " + early.waitSeconds() + " s.",
                more,
                early.waitSeconds());
    }
}

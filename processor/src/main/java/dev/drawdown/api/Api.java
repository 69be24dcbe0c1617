package dev.drawdown.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The HTTP API: the routes of all resources behind one gate. Nothing of a route runs before its caller is known, has a
 * role that the route names, and, being a customer, asks for what is theirs.
 */
public final class Api {
    /** Each waits for a broker, another instance or Stripe; beyond this, waiting in line outside is better. */
    static final int MAX_CALLS = 1000;

    private final Gate gate;
    private final WalletOwners owners;
    private final List<Route> routes;
    private final Semaphore free = new Semaphore(MAX_CALLS);
    private volatile boolean stopping;

    public Api(Gate gate, WalletOwners owners, List<Route> routes) {
        this.gate = gate;
        this.owners = owners;
        this.routes = List.copyOf(routes);
    }

    /** Returns all routes, so that tests can go through them. */
    public List<Route> routes() {
        return routes;
    }

    /** Lets go whoever follows something for long. */
    void stop() {
        stopping = true;
    }

    void addTo(RoutesConfig config) {
        for (Route route : routes) {
            config.addHttpHandler(route.method(), route.path(), context -> handle(route, context));
        }
    }

    /** Returns who calls, if a route of that audience is open to them. */
    Caller admit(Context context, Audience audience) {
        return gate.admit(context, audience);
    }

    private void handle(Route route, Context context) throws Exception {
        Peers.acknowledge(context);
        Caller caller = admit(context, route.audience());
        if (!free.tryAcquire()) {
            context.header("Retry-After", "1");
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "BUSY",
                    "Expected fewer than " + MAX_CALLS + " calls at a time, but there are as many; try again soon.");
        }
        try {
            Call call = new Call(context, route, caller, () -> stopping);
            call.refuseUnknownQuery();
            refuseForeign(route.subject(), call);
            route.handler().handle(call);
        } finally {
            free.release();
        }
    }

    /** What is another's is answered as if it were not there, so that nobody can find out what is. */
    private void refuseForeign(Subject subject, Call call) {
        if (call.caller().role() != AccessRole.CUSTOMER) {
            return;
        }
        switch (subject) {
            case NOBODY -> throw new IllegalStateException("Expected no customer here, but one came");
            case WALLET -> {
                String walletId = call.path("id");
                String owner = owners.ownerOf(walletId, call);
                if (owner == null || !call.caller().mayActFor(owner)) {
                    throw Missing.wallet(walletId);
                }
            }
            case OWNER -> refuseForeign(call, call.path("id"));
            case QUERIED_OWNER -> refuseForeign(call, call.required("owner_id"));
        }
    }

    private static void refuseForeign(Call call, String ownerId) {
        if (!call.caller().mayActFor(ownerId)) {
            throw Missing.owner(ownerId);
        }
    }
}

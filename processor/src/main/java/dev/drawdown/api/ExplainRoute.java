package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.views.Explanation;
import io.javalin.http.HttpStatus;
import java.util.List;

/** {@code /v1/wallets/{id}/explain/{input_id}}: what an event or command cost, what paid for it, and which rules fired. */
public final class ExplainRoute {
    private final ReadModelAccess access;

    public ExplainRoute(ReadModelAccess access) {
        this.access = access;
    }

    /** Returns the routes. An input's id may have slashes in it. */
    public List<Route> routes() {
        return List.of(Route.get(
                "/v1/wallets/{id}/explain/<input_id>",
                Audience.READERS,
                Subject.WALLET,
                access.aboutWallet(this::explain)));
    }

    private void explain(Call call) {
        String walletId = call.path("id");
        String inputId = call.path("input_id");
        ObjectNode json = access.read(call, walletId, reading -> {
            Explanation explanation = reading.explain(inputId);
            if (explanation.isEmpty()) {
                throw new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "NO_INPUT",
                        "Expected an event or command " + inputId + " that changed wallet " + walletId
                                + ", but none of that id did, or it has left the retention; look at the dead letters"
                                + " for one that was refused.");
            }
            ObjectNode head = Json.object()
                    .put("wallet_id", walletId)
                    .put("input_id", inputId)
                    .put("as_of_seq", reading.seq());
            head.setAll(ExplainJson.of(explanation));
            return head;
        });
        call.answer(HttpStatus.OK, json);
    }
}

package dev.drawdown.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says where to look, and what to type. */
public final class Welcome {
    private Welcome() {}

    /**
     * Returns the lines.
     *
     * @param kept where data stays, or empty if it goes with the process
     * @param tokens of the HTTP API, by role
     */
    public static List<String> lines(
            DemoAddresses at, String took, String kept, Map<String, String> tokens, boolean traffic) {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Drawdown is up, " + took + ".",
                "",
                "  kafka      " + at.bootstrap(),
                "  registry   " + at.registry(),
                "  http       " + at.console() + "/v1, described by /openapi.yaml",
                "  health     " + at.console() + "/health/ready",
                "  metrics    " + at.console() + "/metrics (with an operator's or viewer's token)",
                "  stripe     " + at.stripe() + (at.stripe().startsWith("http://") ? "/_simulator (simulated)" : ""),
                "  data       " + (kept.isEmpty() ? "temporary; --data DIR keeps it" : kept),
                "",
                "  Tokens of this run, to be sent as `Authorization: Bearer <token>`:"));
        tokens.forEach((role, token) -> lines.add("    %-10s %s".formatted(role, token)));
        lines.add("");
        if (!traffic) {
            lines.addAll(byHand(at));
        }
        lines.add("  Read along in another terminal:");
        lines.add(reading(at, "wallet.ledger"));
        lines.add(reading(at, "wallet.alerts"));
        lines.add("");
        return lines;
    }

    private static String reading(DemoAddresses at, String topic) {
        return "    kcat -C -q -b " + at.bootstrap() + " -t " + topic + " -f '%R%s' | ./drawdown decode --registry "
                + at.registry();
    }

    private static List<String> byHand(DemoAddresses at) {
        return List.of(
                "  There is nothing in it yet. Open a wallet with 25 dollars:",
                "    ./drawdown encode wallet.commands --registry " + at.registry() + " > open.bin <<'JSON'",
                "    {\"command_id\": \"open-1\", \"wallet_id\": \"acme\", \"issued_by\": \"me\", \"issued_at\":"
                        + " \"now\",",
                "     \"body\": {\"OpenWallet\": {\"owner_id\": \"acme-inc\", \"currency\": \"USD\", \"settings\": {},",
                "       \"top_up\": {\"amount\": \"25.00\", \"collect\": \"RECORDED\", \"reference\": \"wire"
                        + " 4711\"}}}}",
                "    JSON",
                sending(at, "wallet.commands", "open.bin"),
                "",
                "  Then deliver a lead for 18 of them:",
                "    ./drawdown encode lead.events --registry " + at.registry() + " > lead.bin <<'JSON'",
                "    {\"event_id\": \"lead-1\", \"wallet_id\": \"acme\", \"lead_id\": \"L-1\", \"kind\":"
                        + " \"DELIVERED\",",
                "     \"price\": \"18.00\", \"occurred_at\": \"now\"}",
                "    JSON",
                sending(at, "lead.events", "lead.bin"),
                "");
    }

    private static String sending(DemoAddresses at, String topic, String file) {
        return "    kcat -P -b " + at.bootstrap() + " -t " + topic + " -X topic.partitioner=murmur2 -k acme " + file;
    }
}

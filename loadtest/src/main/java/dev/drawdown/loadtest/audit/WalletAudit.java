package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.loadtest.model.ModelWallet;
import dev.drawdown.loadtest.model.Predicted;
import dev.drawdown.loadtest.model.Source;
import dev.drawdown.loadtest.model.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Replays one wallet and compares until the first difference: what follows one is seldom worth reading. */
final class WalletAudit {
    private final String walletId;
    private final Found found;
    private final Owners owners;
    private final AuditReport report;
    private final ModelWallet model;
    private int entries;
    private int outcomes;
    private int alerts;
    private int gates;
    private int requests;
    private boolean differs;

    WalletAudit(String walletId, Found found, Preface preface, AuditReport report) {
        this.walletId = walletId;
        this.found = found;
        this.owners = preface.owners();
        this.report = report;
        this.model = new ModelWallet(walletId, preface.catalog());
    }

    /**
     * Replays all of its inputs.
     *
     * @param settledUntil all that fell due until then must have happened
     * @param refused takes the inputs that must be found in the dead letters, with the reason
     */
    void run(List<ModelInput> inputs, Instant settledUntil, BiConsumer<Source, String> refused) {
        HashChain.check(walletId, found.ledger, report);
        for (Queued queued : new Merge(found).inOrder(inputs, walletId)) {
            Step step = replay(queued);
            if (differs) {
                return;
            }
            if (step.deadLetter) {
                refused.accept(queued.input().source(), step.code);
            }
            report.count(
                    (queued.input().isCommand() ? "outcome " : "event ") + (step.duplicate ? "DUPLICATE" : step.code));
        }
        if (model.isOpen()) {
            model.advance(settledUntil).forEach(this::compare);
            goOn();
            compareBalance();
        }
        nothingLeft();
    }

    private Step replay(Queued queued) {
        Fields open = queued.input().commandOf("OpenWallet");
        ModelInput input = open == null || model.isOpen() ? queued.input() : opened(queued.input());
        String ownerId = open == null ? "" : open.textOr("owner_id", "");
        String refusal = open == null ? null : owners.refusal(input.source());
        List<Step> steps = model.apply(input, queued.key(), owners.zone(ownerId), refusal);
        steps.forEach(this::compare);
        for (String card : steps.getLast().declines) {
            report.cards().declined(model.ownerId(), card, walletId, model.clock());
        }
        return steps.getLast();
    }

    /**
     * An opening takes effect when its owner has agreed. Nothing public has that instant's timestamp but the first gate,
     * so that is believed, if it is no earlier than the command.
     */
    private ModelInput opened(ModelInput command) {
        Instant since = found.gates.isEmpty() ? null : found.gates.getFirst().time("since");
        return since == null || since.isBefore(command.at()) ? command : command.takenAt(since);
    }

    /** Time has gone on after that. What it brought may be there already, and not all of it need be. */
    private void goOn() {
        for (Instant due = model.nextDue();
                due != null && !due.isAfter(found.writtenUntil) && isSomethingLeft();
                due = model.nextDue()) {
            model.advance(due).forEach(this::compare);
        }
    }

    private boolean isSomethingLeft() {
        return !differs
                && (entries < found.ledger.size()
                        || alerts < found.alerts.size()
                        || gates < found.gates.size()
                        || requests < found.requests.size()
                        || balanceMismatch() != null);
    }

    private void compare(Step step) {
        if (differs) {
            return;
        }
        for (Predicted entry : step.entries) {
            entries = compare(step, entry, "entry", found.ledger, entries);
            report.count("entries");
        }
        compareAlerts(step);
        compareRequests(step);
        if (step.gate != null) {
            gates = compare(step, step.gate, "gate", found.gates, gates);
            report.count("gates");
        }
        if (step.outcome != null) {
            outcomes = compare(step, step.outcome, "outcome", found.outcomes, outcomes);
        }
    }

    /** Alerts of one decision have no order among themselves. */
    private void compareAlerts(Step step) {
        int end = Math.min(alerts + step.alerts.size(), found.alerts.size());
        List<Fields> batch = new ArrayList<>(found.alerts.subList(alerts, end));
        batch.sort(Comparator.comparing(alert -> alert.textOr("kind", "")));
        List<Predicted> expected = new ArrayList<>(step.alerts);
        expected.sort(Comparator.comparing(alert -> String.valueOf(alert.get("kind"))));
        for (int i = 0; i < expected.size(); i++) {
            compare(step, expected.get(i), "alert", batch, i);
            report.count("alert " + expected.get(i).get("kind"));
        }
        alerts = end;
    }

    /** Neither have requests; each attempt is there, and each time that one goes out again. */
    private void compareRequests(Step step) {
        int end = Math.min(requests + step.requests.size(), found.requests.size());
        List<Fields> batch = new ArrayList<>(found.requests.subList(requests, end));
        batch.sort(Comparator.comparing((Fields request) -> request.textOr("request_id", ""))
                .thenComparingLong(request -> request.numberOr("attempt", 0)));
        List<Predicted> expected = new ArrayList<>(step.requests);
        expected.sort(Comparator.comparing((Predicted request) -> String.valueOf(request.get("request_id")))
                .thenComparing(request -> String.valueOf(request.get("attempt"))));
        for (int i = 0; i < expected.size(); i++) {
            compare(step, expected.get(i), "payment request", batch, i);
            report.count("payment request " + expected.get(i).get("purpose"));
        }
        requests = end;
    }

    private int compare(Step step, Predicted predicted, String what, List<Fields> records, int next) {
        if (differs) {
            return next;
        }
        if (next >= records.size()) {
            differ(step.toString(), what, predicted, null);
            return next;
        }
        Match.Mismatch mismatch = Match.firstMismatch(predicted, records.get(next));
        if (mismatch != null) {
            String field = what + " " + (next + 1) + ", " + mismatch.field();
            differ(step + ", predicted " + predicted, field, mismatch.expected(), mismatch.found());
        }
        return next + 1;
    }

    private void compareBalance() {
        Match.Mismatch mismatch = balanceMismatch();
        if (mismatch != null && !differs) {
            differ("the last input", "balance, " + mismatch.field(), mismatch.expected(), mismatch.found());
        }
    }

    private Match.@Nullable Mismatch balanceMismatch() {
        Fields balance = found.balance;
        return balance == null
                ? new Match.Mismatch("record", model.balance(), null)
                : Match.firstMismatch(model.balance(), balance);
    }

    private void nothingLeft() {
        nothingLeft("entry", found.ledger, entries);
        nothingLeft("outcome", found.outcomes, outcomes);
        nothingLeft("alert", found.alerts, alerts);
        nothingLeft("gate", found.gates, gates);
        nothingLeft("payment request", found.requests, requests);
    }

    private void nothingLeft(String what, List<Fields> records, int next) {
        if (!differs && next < records.size()) {
            differ("the last input", what + " " + (next + 1), "no more", records.get(next));
        }
    }

    private void differ(String cause, String what, @Nullable Object expected, @Nullable Object actual) {
        differs = true;
        report.add(new Difference(walletId, cause, what, expected, actual));
    }
}

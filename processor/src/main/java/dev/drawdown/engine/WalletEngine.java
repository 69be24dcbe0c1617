package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what an input does to a wallet; see the package's essay. */
public final class WalletEngine {
    private static final Refusal NO_WALLET = new Refusal(
            Outcome.NO_WALLET, "Expected the wallet to be open, but there is none of that id; open it first.");

    private final Policy policy;

    public WalletEngine(Policy policy) {
        this.policy = policy;
    }

    /**
     * Decides on one input.
     *
     * <p>The caller first applies what has fallen due: while {@code wallet.nextDueMillis() <= nowMillis}, it decides on an
     * {@link Input.Due} of that instant. The checks come in the order of {@link Outcome}; after the last of them the change
     * succeeds as a whole.
     *
     * @param wallet the state so far; null where there is none yet
     * @param memory what is remembered of this wallet
     * @param nowMillis the input's broker timestamp
     */
    public Decision decide(@Nullable Wallet wallet, Memory memory, Input input, long nowMillis) {
        long now = wallet == null ? nowMillis : Math.max(nowMillis, wallet.clockMillis());
        if (isInternal(input)) {
            return wallet == null ? refuse(null, NO_WALLET) : change(wallet, wallet, memory, input, now, null);
        }
        Refusal refusal = InputCheck.refuse(input);
        if (refusal != null) {
            return refuse(wallet, refusal);
        }
        Fingerprint fingerprint = Fingerprint.of(input.id());
        long bodyHash = BodyHash.of(input);
        Memo.Accepted earlier = memory.recall(Memo.Kind.INPUT, fingerprint) instanceof Memo.Accepted same ? same : null;
        if (earlier != null && earlier.bodyHash() == bodyHash) {
            return repeat(wallet, earlier);
        }
        refusal = refuse(wallet, input, earlier != null, now);
        if (refusal != null) {
            return refuse(wallet, refusal);
        }
        Input.OpenWallet open = opening(input);
        Wallet start = wallet == null && open != null ? Life.empty(input.walletId(), open, now) : wallet;
        return start == null
                ? refuse(null, NO_WALLET)
                : change(wallet, start, memory, input, now, new Identity(fingerprint, bodyHash));
    }

    /** The checks that need more than the input, in the order of {@link Outcome}. */
    private @Nullable Refusal refuse(@Nullable Wallet wallet, Input input, boolean isIdTaken, long now) {
        Refusal refusal = wallet == null ? null : StateCheck.refuseCurrency(wallet, input);
        if (refusal == null && isIdTaken) {
            refusal = new Refusal(
                    Outcome.ID_CONFLICT,
                    "Expected " + input.id() + " to repeat the input that came under this id before, but its body is"
                            + " another; give it an id of its own.");
        }
        if (refusal == null) {
            refusal = StateCheck.refuseTime(input, policy, now);
        }
        if (refusal == null && wallet != null) {
            refusal = StateCheck.refuseState(wallet, input);
        }
        if (refusal == null && wallet == null && opening(input) == null) {
            refusal = NO_WALLET;
        }
        return refusal;
    }

    /** What an input is remembered by. */
    private record Identity(Fingerprint fingerprint, long bodyHash) {}

    private Decision change(
            @Nullable Wallet wallet, Wallet start, Memory memory, Input input, long now, @Nullable Identity identity) {
        Draft draft = new Draft(start, policy, now, input.id(), attribution(input));
        Refusal refusal = apply(draft, wallet == null, memory, input);
        if (refusal == null) {
            draft.settleOwed();
            if (Capacity.isExceeded(draft)) {
                refusal = new Refusal(
                        Outcome.OVERFLOW, "Expected the balance to stay within 999999999999.999999, but it would not.");
            }
        }
        return refusal == null ? accept(draft, wallet == null, input, identity) : refuse(wallet, refusal);
    }

    private static @Nullable Refusal apply(Draft draft, boolean isNew, Memory memory, Input input) {
        return switch (input) {
            case Input.Usage usage -> Debits.usage(draft, usage);
            case Input.LeadDelivered lead -> Debits.lead(draft, lead);
            case Input.LeadReturned lead -> Returns.returned(draft, memory, lead);
            case Input.Command command -> Commands.apply(draft, isNew, memory, command);
            case Input.Due due -> DueWork.apply(draft, due);
            case Input.OwnerChanged changed -> draft.zone(changed.zone());
            case Input.MethodsChanged _ -> {
                Collecting.takeNewMethods(draft);
                yield null;
            }
            case Input.CardFailing failing -> {
                draft.signals.add(Safety.failing(draft, failing));
                yield null;
            }
        };
    }

    private static Decision accept(Draft draft, boolean isNew, Input input, @Nullable Identity identity) {
        Wallet next = Closing.look(draft, isNew);
        String message = "";
        Memo.Answer answer = null;
        if (input instanceof Input.Command command) {
            message = Commands.done(command.body());
            answer = new Memo.Answer(Outcome.ACCEPTED, message, next.availableMicros(), next.seq());
        }
        if (identity != null) {
            draft.memos.add(new Memo.Accepted(identity.fingerprint(), draft.now, identity.bodyHash(), answer));
        }
        return new Decision(
                Outcome.ACCEPTED, message, false, answer, next, draft.journal.postings(), draft.signals, draft.memos);
    }

    private static Decision repeat(@Nullable Wallet wallet, Memo.Accepted earlier) {
        String message = earlier.answer() == null
                ? "Seen before; nothing happened."
                : earlier.answer().message();
        return new Decision(
                Outcome.DUPLICATE, message, true, earlier.answer(), wallet, List.of(), List.of(), List.of());
    }

    private static Decision refuse(@Nullable Wallet wallet, Refusal refusal) {
        return new Decision(
                refusal.outcome(),
                refusal.message(),
                refusal.repeated(),
                null,
                wallet,
                List.of(),
                List.of(),
                List.of());
    }

    /** Whether it comes from within: such an input repeats nothing and is not remembered. */
    private static boolean isInternal(Input input) {
        return input instanceof Input.Due
                || input instanceof Input.OwnerChanged
                || input instanceof Input.MethodsChanged
                || input instanceof Input.CardFailing;
    }

    private static Input.@Nullable OpenWallet opening(Input input) {
        return input instanceof Input.Command command && command.body() instanceof Input.OpenWallet open ? open : null;
    }

    private static Attribution attribution(Input input) {
        return switch (input) {
            case Input.Usage usage -> Attribution.ofUsage(usage);
            case Input.LeadDelivered lead -> Attribution.ofLead(lead);
            case Input.LeadReturned lead -> Attribution.ofReturn(lead);
            case Input.Command command -> Attribution.referring(input, reference(command.body()));
            case Input.Due _, Input.OwnerChanged _, Input.MethodsChanged _, Input.CardFailing _ ->
                Attribution.plain(input);
        };
    }

    /** What a person calls the money that a command brings. */
    private static @Nullable String reference(Input.Body body) {
        Input.TopUp topUp = body instanceof Input.OpenWallet open ? open.topUp() : null;
        topUp = body instanceof Input.TopUp alone ? alone : topUp;
        return topUp == null ? null : topUp.reference();
    }
}

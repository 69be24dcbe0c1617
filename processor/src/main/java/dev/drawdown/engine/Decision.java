package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input does to a wallet, as a value.
 *
 * @param outcome ACCEPTED, or why nothing happened
 * @param message for a person: what was expected and what was found, or what was done
 * @param duplicate whether this repeats an earlier answer
 * @param answer for a command, what to answer; for a duplicate, what was answered first
 * @param wallet the next state; the same as before where nothing happened, null where there is no wallet
 */
public record Decision(
        Outcome outcome,
        String message,
        boolean duplicate,
        Memo.@Nullable Answer answer,
        @Nullable Wallet wallet,
        List<Posting> postings,
        List<Signal> signals,
        List<Memo> memos) {}

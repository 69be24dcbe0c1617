package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that an owner remembers: a bounded number, the newest.
 *
 * <p>What is forgotten cannot be told from what never came. So no command is taken any more that claims to be from before
 * {@code takenAfterMillis}, which rises to the time of whatever is forgotten: idempotency stays exact, and only an owner
 * with very many commands in a window refuses late ones sooner.
 */
record CommandMemory(List<Remembered> remembered, long takenAfterMillis) {
    static final CommandMemory EMPTY = new CommandMemory(List.of(), Long.MIN_VALUE);
    static final int MAX_REMEMBERED = 512;

    CommandMemory {
        remembered = List.copyOf(remembered);
    }

    /** An accepted command. */
    record Remembered(Fingerprint id, Fingerprint body, long claimedAtMillis, String message) {}

    @Nullable
    Remembered find(Fingerprint id) {
        for (Remembered command : remembered) {
            if (command.id().equals(id)) {
                return command;
            }
        }
        return null;
    }

    CommandMemory with(Remembered command) {
        List<Remembered> next = new ArrayList<>(remembered);
        next.add(command);
        long takenAfter = takenAfterMillis;
        if (next.size() > MAX_REMEMBERED) {
            takenAfter = Math.max(takenAfter, next.removeFirst().claimedAtMillis());
        }
        return new CommandMemory(next, takenAfter);
    }
}

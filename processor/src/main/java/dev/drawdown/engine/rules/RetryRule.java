package dev.drawdown.engine.rules;

import dev.drawdown.engine.Payment.Progress;
import java.util.List;

/**
 * What follows a failed attempt: the backup method at once, another attempt later, or nothing more. The default method leads;
 * the backup is tried between two pauses of it, and a default that has failed for good leaves one attempt on the backup.
 */
public final class RetryRule {
    private static final Next TRY_BACKUP = new Next.TryBackup();
    private static final Next STOP = new Next.Stop();

    private RetryRule() {}

    /** What to do next. */
    public sealed interface Next {
        /** Try the backup method now. */
        record TryBackup() implements Next {}

        /** Try the default method again after a pause. */
        record Wait(long pauseMillis) implements Next {}

        /** It has failed for good. */
        record Stop() implements Next {}
    }

    /** The next step, where {@code failed} knows of the last attempt's failure already. */
    public static Next after(Progress failed, List<Long> pausesMillis) {
        if (!failed.onBackup() && !failed.isBackupDead()) {
            return TRY_BACKUP;
        }
        if (failed.isDefaultDead() || failed.rung() >= pausesMillis.size()) {
            return STOP;
        }
        return new Next.Wait(pausesMillis.get(failed.rung()));
    }
}

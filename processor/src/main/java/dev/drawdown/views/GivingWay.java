package dev.drawdown.views;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that let all others go first where the processors do not suffice for everybody.
 *
 * <p>What is read may be late, what is debited may not. The operating system sees to it: such a thread has a tenth of another's
 * weight while both have something to do, and all that is left over otherwise. Java's own priorities have no effect on Linux.
 */
final class GivingWay {
    private static final Logger log = LoggerFactory.getLogger(GivingWay.class);

    private static final int NICENESS = 10;

    /** A process by its number; on Linux that is a thread, and 0 the one that asks. */
    private static final int BY_PROCESS = 0;

    /** Elsewhere it would slow the whole process, the engine included. */
    private static final @Nullable MethodHandle SET_PRIORITY =
            System.getProperty("os.name", "").equals("Linux") ? setPriority() : null;

    private GivingWay() {}

    @SuppressWarnings("restricted") // Native access is granted already, to RocksDB.
    private static @Nullable MethodHandle setPriority() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor types = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("setpriority")
                .map(found -> linker.downcallHandle(found, types))
                .orElse(null);
    }

    /** Has this thread give way from now on; returns whether it will. */
    static boolean withThisThread() {
        if (SET_PRIORITY == null) {
            return false;
        }
        try {
            return (int) SET_PRIORITY.invokeExact(BY_PROCESS, 0, NICENESS) == 0;
        } catch (Throwable refused) {
            log.warn(
                    "Expected to let other threads go first, but {}; the read models take as much as the engine",
                    refused.getMessage());
            return false;
        }
    }
}

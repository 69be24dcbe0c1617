package dev.drawdown.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things that are opened one after the other, and closed again if a later one fails. */
final class Opening implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T opened) {
        closings.push(() -> {
            try {
                opened.close();
            } catch (Exception e) {
                throw new IllegalStateException("Expected " + opened.getClass().getSimpleName() + " to close", e);
            }
        });
        return opened;
    }

    /** All of them are open now, and another's to close, with what is returned. */
    Opening succeeded() {
        Opening theirs = new Opening();
        theirs.closings.addAll(closings);
        closings.clear();
        return theirs;
    }

    @Override
    public void close() {
        closings.forEach(Runnable::run);
    }
}

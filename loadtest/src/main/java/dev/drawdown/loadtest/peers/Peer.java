package dev.drawdown.loadtest.peers;

/** A program that runs beside Drawdown on the same inputs. */
interface Peer extends AutoCloseable {
    /**
     * Returns how many inputs have been dealt with, whatever came of them, and cannot be lost any more.
     *
     * @throws IllegalStateException if it has failed and will not go on
     */
    long applied();

    /** Stops it after what it is at. What it wrote to its directory and its topics stays. */
    @Override
    void close();
}

package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.process.Child;
import java.time.Duration;

/** Something that takes the same events and debits wallets: the processor, or a peer. */
public interface SystemUnderTest {
    /** What it is called in figures. */
    String name();

    /** Starts it as a process of its own, which will find the events of this round. */
    Child start();

    /** How many entries it has committed in this round. */
    long committed();

    /** How many events of this round it has not yet committed. */
    long lag();

    /** How long it may go on writing after the last event: then it may be stopped and its books are whole. */
    Duration settling();
}

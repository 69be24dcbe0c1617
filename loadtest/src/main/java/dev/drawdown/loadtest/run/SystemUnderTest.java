package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.process.Child;
import java.nio.file.Path;
import java.time.Duration;

/** Something that takes the same events and debits wallets: the processor, or a peer. */
public interface SystemUnderTest {
    /** What it is called in figures. */
    String name();

    /** Is told what it will find, and returns how many of these inputs are for it. */
    long expect(Backlog backlog);

    /** Starts it as a process of its own. */
    Child start();

    /** Where its JVM writes of its collections. */
    Path gcLog();

    /** How many entries it has committed since it was started; only how they grow counts. */
    long committed();

    /** How many inputs of the backlog it has not yet committed. */
    long lag();

    /** How long it may go on writing after the last event: then it may be stopped and its books are whole. */
    Duration settling();
}

package dev.drawdown.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, on this one's class path, that a test may kill without warning. */
public final class ChildJvm implements AutoCloseable {
    private static final String READY = "READY ";
    private static final long GRACE_SECONDS = 20;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static ChildJvm start(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the child says with {@link #awaitReady} once it is ready; it then lives until its input ends. */
    public static void announceReady(String what) throws IOException {
        System.out.println(READY + what);
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing comes; the end of the input means that the parent is gone or closes us.
        }
    }

    /** Waits until the child is ready and returns what it announced. */
    public String awaitReady() {
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = output.readLine();
            }
            if (line == null) {
                throw new AssertionError("Expected the child to get ready, but it ended");
            }
            return line.substring(READY.length());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends the child as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops the child's clocks, as a laptop's lid or a starved machine does, until {@link #resume}. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a child that ends by itself. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Expected the child to end, but it runs on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the child's input, on which it closes what it has open, and waits for its end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // It was killed, which is as good.
        }
        awaitEnd();
    }
}

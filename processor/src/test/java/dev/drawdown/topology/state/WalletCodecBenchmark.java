package dev.drawdown.topology.state;

import dev.drawdown.engine.Wallet;
import dev.drawdown.testing.BenchmarkWallet;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A wallet between memory and its stored bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by prepare
public class WalletCodecBenchmark {
    private final WalletCodec codec = new WalletCodec();
    private final StateWriter out = new StateWriter(4096);
    private Wallet wallet;
    private byte[] stored;

    /** Makes the wallet and its bytes. */
    @Setup
    public void prepare() {
        wallet = BenchmarkWallet.create();
        stored = write();
    }

    @Benchmark
    public Wallet read() {
        return codec.read(new StateReader(stored), BenchmarkWallet.ID, WalletStore.VERSION);
    }

    @Benchmark
    public byte[] write() {
        out.clear();
        codec.write(out, wallet);
        return out.toBytes();
    }
}

package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.schemas.serde.JsonDecoder;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.schemas.serde.UndecodableException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drawdown decode}: the bytes of values in, a line of JSON for each out. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turn the values of a topic, read by kcat, into one line of JSON each:",
            "  kcat -C -t wallet.ledger -f '%%R%%s' ... | drawdown decode",
            "Each value comes behind its length (four bytes, as kcat's %%R writes it); a tombstone has length -1.%n"
        })
final class DecodeCommand implements Callable<Integer> {
    /** More than a broker takes: a length beyond it means that the input is not framed as it should be. */
    private static final int MAX_LENGTH = 100 * 1024 * 1024;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Where the schema registry is (default: http://localhost:8081).")
    private @Nullable String registryUrl;

    @Mixin
    private final ConfigOption settings = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        Map<String, String> options = new HashMap<>();
        if (registryUrl != null) {
            options.put("drawdown.registry.url", registryUrl);
        }
        DrawdownConfig config = settings.read(options);
        copy(System.in, System.out, new JsonDecoder(RegistryClients.forWork(config.registry())));
        return 0;
    }

    /** Decodes value after value until the input ends; one that cannot be read becomes a line that says so. */
    static void copy(InputStream in, PrintStream out, JsonDecoder decoder) throws IOException {
        DataInputStream values = new DataInputStream(in);
        for (int length = nextLength(values); length != Integer.MIN_VALUE; length = nextLength(values)) {
            if (length > MAX_LENGTH || length < -1) {
                throw new CommandFailure("Expected each value behind its length, as kcat -f '%R%s' writes it, but "
                        + "there is something else");
            }
            out.println(length == -1 ? "null" : decode(values.readNBytes(length), decoder));
            out.flush();
        }
    }

    private static String decode(byte[] value, JsonDecoder decoder) {
        try {
            return decoder.decode(value).toString();
        } catch (UndecodableException e) {
            return "# " + e.reason() + ": " + e.getMessage();
        } catch (SchemaRegistryException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static int nextLength(DataInputStream values) throws IOException {
        try {
            return values.readInt();
        } catch (EOFException end) {
            return Integer.MIN_VALUE;
        }
    }
}

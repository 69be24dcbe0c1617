package dev.drawdown.launch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.json.JsonMismatchException;
import dev.drawdown.schemas.serde.JsonEncoder;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drawdown encode}: JSON in, the bytes of a topic's value out. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turn one JSON record on standard input into the bytes of a topic's value on standard output: Avro in"
                    + " Confluent's wire format, with the schema registered on the way.",
            "Money is a string (\"25.00\"), a time ISO 8601 or \"now\", a choice of records an object with one member:",
            "  {\"body\": {\"FreezeWallet\": {\"reason\": \"...\"}}}%n"
        })
final class EncodeCommand implements Callable<Integer> {
    /** Decimals as they were written: 0.1 must not pass through a binary fraction. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic, such as wallet.commands.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String topic;

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
        Topic<?> target = topic(Topics.withPrefix(config.topics().prefix()));
        byte[] bytes = encode(target, config, read());
        System.out.write(bytes);
        System.out.flush();
        return 0;
    }

    private Topic<?> topic(Topics topics) {
        return topics.all().stream()
                .filter(Topic::isAvro)
                .filter(each -> each.name().equals(topic))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("Expected one of Drawdown's topics, but '" + topic
                        + "' is none of "
                        + topics.all().stream()
                                .filter(Topic::isAvro)
                                .map(Topic::name)
                                .collect(Collectors.joining(", "))));
    }

    private static JsonNode read() throws IOException {
        try {
            JsonNode json = JSON.readTree(System.in);
            if (json == null || json.isMissingNode()) {
                throw new CommandFailure("Expected a JSON object on standard input, but there is nothing");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    "Expected one JSON object on standard input, but at line "
                            + e.getLocation().getLineNr() + " " + e.getOriginalMessage(),
                    e);
        }
    }

    private static byte[] encode(Topic<?> target, DrawdownConfig config, JsonNode json) {
        try {
            return new JsonEncoder(target, RegistryClients.forWork(config.registry())).encode(json, Instant.now());
        } catch (JsonMismatchException | SchemaRegistryException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}

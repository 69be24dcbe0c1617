package dev.drawdown.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a setting may hold: a description for people, and a parser that says what it expected. */
public final class Kind {
    static final Kind TEXT = new Kind("text", false, text -> text);
    static final Kind SECRET = new Kind("secret", true, Secret::new);
    static final Kind SECRETS = new Kind("secrets", true, Kind::secrets);
    static final Kind PATH = new Kind("path", false, Kind::path);
    static final Kind URL = new Kind("URL", false, Kind::url);
    static final Kind URLS = new Kind("URLs", false, Kind::urls);
    static final Kind ROLES = new Kind("roles", false, Role::parse);
    static final Kind TOPIC_PREFIX = new Kind("letters, digits, `.`, `_`, `-`", false, Kind::topicPrefix);
    static final Kind TOPIC_NAME = new Kind("letters, digits, `.`, `_`, `-`", false, Kind::topicName);
    static final Kind STORE = new Kind("`write-behind` or `plain`", false, Kind::store);
    static final Kind LOG_LEVEL = new Kind("log level", false, Kind::logLevel);

    static final Kind CLAIM = new Kind("a claim's name or JSON pointer", false, Kind::claim);
    static final Kind CALL_LIMIT = new Kind("calls per `s`, `m` or `h`, or `none`", false, CallLimit::parse);
    static final Kind ALGORITHMS = new Kind("signature algorithms", false, Kind::algorithms);

    /** Whoever verifies by one of these knows nothing that could sign. */
    private static final List<String> ASYMMETRIC =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    /** Kafka's limit is 249 for a whole name; ours leaves room for the longest name behind the prefix. */
    private static final Pattern TOPIC_CHARACTERS = Pattern.compile("[A-Za-z0-9._-]{0,180}");

    private static final List<String> LOG_LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private final String description;
    private final boolean secret;
    private final Function<String, Object> parser;

    private Kind(String description, boolean secret, Function<String, Object> parser) {
        this.description = description;
        this.secret = secret;
        this.parser = parser;
    }

    static Kind count(int least, int most) {
        return new Kind(least + " to " + most, false, text -> count(text, least, most));
    }

    static Kind optionalCount(int least, int most) {
        return new Kind(
                least + " to " + most + ", or nothing", false, text -> text.isEmpty() ? 0 : count(text, least, most));
    }

    static Kind duration(String least, String most) {
        return new Kind("duration, " + least + " to " + most, false, text -> duration(text, least, most));
    }

    /** So many durations at most, or none. */
    static Kind durations(int mostOfThem, String least, String most) {
        String description = "up to " + mostOfThem + " durations, " + least + " to " + most;
        return new Kind(description, false, text -> {
            List<Duration> durations = texts(text).stream()
                    .map(each -> duration(each, least, most))
                    .toList();
            if (durations.size() > mostOfThem) {
                throw new IllegalArgumentException("Expected at most " + mostOfThem + " durations");
            }
            return durations;
        });
    }

    /** Returns what it may hold, for people. */
    public String description() {
        return description;
    }

    /** Returns whether its values must not be shown. */
    public boolean isSecret() {
        return secret;
    }

    /**
     * Returns the value that {@code text} stands for.
     *
     * @throws IllegalArgumentException with what was expected
     */
    Object parse(String text) {
        return parser.apply(text);
    }

    private static int count(String text, int least, int most) {
        try {
            int count = Integer.parseInt(text);
            if (count >= least && count <= most) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw new IllegalArgumentException("Expected a whole number from " + least + " to " + most);
    }

    private static Object path(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected a folder");
        }
        return text;
    }

    private static List<String> urls(String text) {
        List<String> urls = Stream.of(text.split(",", -1)).map(String::trim).toList();
        for (String url : urls) {
            if (!isHttp(url)) {
                throw new IllegalArgumentException("Expected http:// or https:// addresses");
            }
        }
        return urls;
    }

    private static String url(String text) {
        if (!isHttp(text)) {
            throw new IllegalArgumentException("Expected an http:// or https:// address");
        }
        return text;
    }

    private static Duration duration(String text, String least, String most) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(Durations.parse(least)) < 0 || duration.compareTo(Durations.parse(most)) > 0) {
            throw new IllegalArgumentException("Expected a duration from " + least + " to " + most);
        }
        return duration;
    }

    private static List<Secret> secrets(String text) {
        return texts(text).stream().map(Secret::new).toList();
    }

    private static List<String> texts(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::trim)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Object claim(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a claim's name, or a JSON pointer such as /realm_access/roles");
        }
        return text;
    }

    private static List<String> algorithms(String text) {
        List<String> algorithms = texts(text);
        if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
            throw new IllegalArgumentException("Expected some of " + String.join(", ", ASYMMETRIC));
        }
        return algorithms;
    }

    private static String topicPrefix(String text) {
        if (!TOPIC_CHARACTERS.matcher(text).matches()) {
            throw new IllegalArgumentException("Expected at most 180 letters, digits, dots, underscores and dashes");
        }
        return text;
    }

    private static String topicName(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected a name");
        }
        return topicPrefix(text);
    }

    private static Object store(String text) {
        return switch (text) {
            case "write-behind" -> StoreKind.WRITE_BEHIND;
            case "plain" -> StoreKind.PLAIN;
            default -> throw new IllegalArgumentException("Expected `write-behind` or `plain`");
        };
    }

    private static String logLevel(String text) {
        String level = text.toUpperCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException("Expected one of " + String.join(", ", LOG_LEVELS));
        }
        return level;
    }
}

package dev.drawdown.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often somebody may call: so many times at once, and as many again come back evenly over the time.
 *
 * @param calls 0 for as often as they like
 */
public record CallLimit(int calls, Per per) {
    public static final CallLimit NONE = new CallLimit(0, Per.SECOND);

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,6})/([smh])");

    /** Over which time. */
    public enum Per {
        SECOND("s", 1),
        MINUTE("m", 60),
        HOUR("h", 3600);

        private final String letter;
        private final int seconds;

        Per(String letter, int seconds) {
            this.letter = letter;
            this.seconds = seconds;
        }

        public int seconds() {
            return seconds;
        }

        private static Per of(String letter) {
            return switch (letter) {
                case "s" -> SECOND;
                case "m" -> MINUTE;
                default -> HOUR;
            };
        }
    }

    /**
     * Returns what such a text says: {@code 100/s}, {@code 600/m}, {@code 5000/h} or {@code none}.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public static CallLimit parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a limit such as 100/s, 600/m or 5000/h, or none");
        }
        return new CallLimit(Integer.parseInt(matcher.group(1)), Per.of(matcher.group(2)));
    }

    /** Returns whether there is no limit. */
    public boolean isNone() {
        return calls == 0;
    }

    /** Returns the limit as one writes it. */
    @Override
    public String toString() {
        return isNone() ? "none" : calls + "/" + per.letter;
    }
}

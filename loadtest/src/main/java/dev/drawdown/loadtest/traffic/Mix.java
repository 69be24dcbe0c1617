package dev.drawdown.loadtest.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of each kind of input, how many there are beside the others. */
public record Mix(int usage, int leads, int returns, int holds, int topUps) {
    public static final String USUAL = "usage=77,leads=20,returns=1,holds=1,top-ups=1";

    private static final List<String> KINDS = List.of("usage", "leads", "returns", "holds", "top-ups");
    private static final int MOST = 1_000_000;

    int sum() {
        return usage + leads + returns + holds + topUps;
    }

    /**
     * Reads {@code usage=77,leads=20,returns=1,holds=1,top-ups=1}; what is not named is not sent.
     *
     * @throws IllegalArgumentException if it is no such thing
     */
    public static Mix parse(String text) {
        Map<String, Integer> weights = new HashMap<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length != 2 || !KINDS.contains(pair[0])) {
                throw new IllegalArgumentException("Expected kinds of " + KINDS + " with numbers, as in " + USUAL
                        + ", but there is '" + part.strip() + "'");
            }
            if (weights.put(pair[0], weight(pair[1])) != null) {
                throw new IllegalArgumentException("Expected each kind once, but " + pair[0] + " is there twice");
            }
        }
        List<Integer> values = new ArrayList<>();
        KINDS.forEach(kind -> values.add(weights.getOrDefault(kind, 0)));
        Mix mix = new Mix(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4));
        if (mix.usage + mix.leads == 0) {
            throw new IllegalArgumentException("Expected usage or leads in the mix, since all else follows from them");
        }
        if (mix.returns > 0 && mix.leads == 0) {
            throw new IllegalArgumentException("Expected leads in the mix, since there are to be returns of them");
        }
        return mix;
    }

    private static int weight(String text) {
        try {
            int weight = Integer.parseInt(text);
            if (weight >= 0 && weight <= MOST) {
                return weight;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Expected a whole number, but it is '" + text + "'", notANumber);
        }
        throw new IllegalArgumentException("Expected a number of 0 to " + MOST + ", but it is " + text);
    }
}

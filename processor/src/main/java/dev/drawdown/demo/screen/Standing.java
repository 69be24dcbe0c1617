package dev.drawdown.demo.screen;

/**
 * How a wallet stands.
 *
 * @param use what it is for, in a word
 * @param share how much is left, from 0 (the floor) to 1 (the most that it has held), or -1 where nothing bounds it
 */
record Standing(
        String name, String use, String currency, long availableMicros, double share, String level, String gate) {
    /** Returns how much it deserves attention. */
    int urgency() {
        int byGate = switch (gate) {
            case "PAUSED" -> 100;
            case "GRACE" -> 80;
            default -> 0;
        };
        int byLevel = switch (level) {
            case "IN_ALARM" -> 30;
            case "WARNING" -> 20;
            case "INFO" -> 10;
            default -> 0;
        };
        return byGate + byLevel;
    }
}

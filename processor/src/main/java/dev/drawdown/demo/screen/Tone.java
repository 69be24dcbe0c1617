package dev.drawdown.demo.screen;

/** How something is meant, and so in which colour it is shown where there are colours. */
enum Tone {
    PLAIN(""),
    TITLE("1;36"),
    STRONG("1"),
    DIM("2"),
    GOOD("32"),
    NOTICE("36"),
    WARNING("33"),
    ALARM("31"),
    BAD("1;31");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** Returns {@code text} between the escape codes of this tone. */
    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    static Tone ofLevel(String level) {
        return switch (level) {
            case "OK" -> GOOD;
            case "INFO" -> NOTICE;
            case "WARNING" -> WARNING;
            case "IN_ALARM" -> ALARM;
            default -> PLAIN;
        };
    }

    static Tone ofGate(String gate) {
        return switch (gate) {
            case "OPEN" -> GOOD;
            case "GRACE" -> WARNING;
            case "PAUSED" -> BAD;
            default -> PLAIN;
        };
    }
}

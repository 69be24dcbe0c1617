package dev.drawdown.topics;

/**
 * Something about a topic that is not as it must be.
 *
 * @param what the setting, by Kafka's name where it has one
 */
public record Difference(String topic, String what, String wanted, String actual) {

    @Override
    public String toString() {
        return "Expected %s of %s to be %s, but it is %s".formatted(what, topic, wanted, actual);
    }
}

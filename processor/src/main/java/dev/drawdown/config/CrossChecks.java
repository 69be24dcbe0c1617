package dev.drawdown.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Checks how settings fit together, once each of them is possible by itself. */
final class CrossChecks {
    private final Predicate<Setting> given;
    private final Set<Role> roles;
    private final Function<Setting, Duration> durations;
    private final KafkaSettings kafka;
    private final List<String> problems = new ArrayList<>();

    CrossChecks(Predicate<Setting> given, Set<Role> roles, Function<Setting, Duration> durations, KafkaSettings kafka) {
        this.given = given;
        this.roles = roles;
        this.durations = durations;
        this.kafka = kafka;
    }

    List<String> problems() {
        together(Setting.REGISTRY_USER, Setting.REGISTRY_PASSWORD);
        together(Setting.REGISTRY_PASSWORD, Setting.REGISTRY_USER);
        notTogether(Setting.REGISTRY_USER, Setting.REGISTRY_TOKEN);
        together(Setting.REGISTRY_TRUSTSTORE_PASSWORD, Setting.REGISTRY_TRUSTSTORE);
        together(Setting.REGISTRY_KEYSTORE_PASSWORD, Setting.REGISTRY_KEYSTORE);
        commitsBeforeTheTransactionTimesOut();
        asksAgainAfterTheProviderHasHadItsTime();
        together(Setting.ACCESS_JWT_KEYS, Setting.ACCESS_JWT_ISSUER);
        together(Setting.ACCESS_JWT_KEYS, Setting.ACCESS_JWT_AUDIENCE);
        together(Setting.ACCESS_JWT_ISSUER, Setting.ACCESS_JWT_KEYS);
        together(Setting.ACCESS_JWT_AUDIENCE, Setting.ACCESS_JWT_KEYS);
        readsKeysAgainBeforeTheyStopCounting();
        letsSomebodyIn();
        collectsWithAKey();
        return problems;
    }

    private void together(Setting setting, Setting needed) {
        if (given.test(setting) && !given.test(needed)) {
            problems.add(setting.key() + ": Expected " + needed.key() + " with it, but that is not set");
        }
    }

    private void notTogether(Setting one, Setting other) {
        if (given.test(one) && given.test(other)) {
            problems.add(one.key() + ": Expected either this or " + other.key() + ", but both are set");
        }
    }

    private void letsSomebodyIn() {
        if (roles.contains(Role.API) && !given.test(Setting.ACCESS_TOKENS) && !given.test(Setting.ACCESS_JWT_KEYS)) {
            problems.add(Setting.ROLES.key() + ": Expected " + Setting.ACCESS_TOKENS.key() + " or "
                    + Setting.ACCESS_JWT_KEYS.key() + " with role api, but that is not set; nobody could call it");
        }
        if (roles.contains(Role.API) && !roles.contains(Role.ENGINE)) {
            problems.add(Setting.ROLES.key()
                    + ": Expected role engine with role api, but it is not there; wallets are read from its state");
        }
    }

    private void readsKeysAgainBeforeTheyStopCounting() {
        Duration refresh = durations.apply(Setting.ACCESS_JWT_REFRESH);
        Duration keep = durations.apply(Setting.ACCESS_JWT_KEEP);
        if (keep.compareTo(refresh) <= 0) {
            problems.add(Setting.ACCESS_JWT_KEEP.key() + ": Expected more than " + Setting.ACCESS_JWT_REFRESH.key()
                    + " (" + refresh.toSeconds() + " s), but it is " + keep.toSeconds()
                    + " s; keys would stop counting before they are read again");
        }
    }

    private void commitsBeforeTheTransactionTimesOut() {
        String timeout = kafka.producer().get("transaction.timeout.ms");
        Duration commitInterval = durations.apply(Setting.COMMIT_INTERVAL);
        if (timeout != null && Long.parseLong(timeout) <= commitInterval.toMillis()) {
            problems.add("kafka.producer.transaction.timeout.ms: Expected more than "
                    + Setting.COMMIT_INTERVAL.key() + " (" + commitInterval.toMillis() + " ms), but it is '" + timeout
                    + "'; every transaction would be aborted before it commits");
        }
    }

    private void asksAgainAfterTheProviderHasHadItsTime() {
        Duration call =
                durations.apply(Setting.STRIPE_CONNECT_TIMEOUT).plus(durations.apply(Setting.STRIPE_READ_TIMEOUT));
        Duration answer = durations.apply(Setting.PAYMENT_ANSWER_TIME);
        if (answer.compareTo(call) <= 0) {
            problems.add(Setting.PAYMENT_ANSWER_TIME.key() + ": Expected more than "
                    + Setting.STRIPE_CONNECT_TIMEOUT.key() + " and " + Setting.STRIPE_READ_TIMEOUT.key() + " together ("
                    + call.toSeconds() + " s), but it is " + answer.toSeconds()
                    + " s; every slow call would be asked for again while it is being made");
        }
    }

    private void collectsWithAKey() {
        if (roles.contains(Role.PAYMENTS) && !given.test(Setting.STRIPE_API_KEY)) {
            problems.add(Setting.ROLES.key() + ": Expected " + Setting.STRIPE_API_KEY.key()
                    + " with the role payments, but that is not set; nothing could be collected");
        }
    }
}

package dev.drawdown.config;

import dev.drawdown.engine.SafetyPolicy;

/** Every setting of Drawdown's own: its key, what it may hold, its default, and why one would change it. */
@SuppressWarnings("ImmutableEnumChecker") // A kind is immutable: its parser is a pure function.
public enum Setting {
    REGISTRY_URL(
            "drawdown.registry.url",
            Kind.URLS,
            "http://localhost:8081",
            "Where the schema registry answers; several addresses of one registry with commas between."),
    REGISTRY_USER(
            "drawdown.registry.user",
            Kind.TEXT,
            "",
            "The user for the registry's basic authentication; none without it."),
    REGISTRY_PASSWORD("drawdown.registry.password", Kind.SECRET, "", "The password that goes with the user."),
    REGISTRY_TOKEN(
            "drawdown.registry.token",
            Kind.SECRET,
            "",
            "A bearer token for the registry, instead of user and password."),
    REGISTRY_TRUSTSTORE(
            "drawdown.registry.truststore.location",
            Kind.TEXT,
            "",
            "A trust store (PKCS12 or JKS) with the registry's certificate authority; the JDK's own without it."),
    REGISTRY_TRUSTSTORE_PASSWORD(
            "drawdown.registry.truststore.password", Kind.SECRET, "", "The password of that trust store."),
    REGISTRY_KEYSTORE(
            "drawdown.registry.keystore.location",
            Kind.TEXT,
            "",
            "A key store with our own certificate, where the registry asks for one."),
    REGISTRY_KEYSTORE_PASSWORD(
            "drawdown.registry.keystore.password", Kind.SECRET, "", "The password of that key store."),

    TOPICS_PREFIX(
            "drawdown.topics.prefix",
            Kind.TOPIC_PREFIX,
            "",
            "Stands in front of every topic's name, so that several installations can share a cluster."),
    TOPICS_PARTITIONS(
            "drawdown.topics.partitions",
            Kind.count(1, 10_000),
            "12",
            "How many partitions `topics create` gives the topics. They bound how many threads can share the work, and"
                    + " cannot be changed once wallets exist: a wallet would move to another partition."),
    TOPICS_REPLICATION(
            "drawdown.topics.replication",
            Kind.optionalCount(1, 100),
            "",
            "The replication factor that `topics create` and the state's own topics ask for; the broker's default"
                    + " without it."),

    APPLICATION_ID(
            "drawdown.application.id",
            Kind.TOPIC_NAME,
            "drawdown",
            "The consumer group, and the front of the state's topics and transactional ids. Another id is another"
                    + " installation: it begins with no wallets and reads all input again."),
    INSTANCE_ID(
            "drawdown.instance.id",
            Kind.TOPIC_PREFIX,
            "",
            "A name for this instance that stays when it restarts, by which a killed instance takes its partitions"
                + " back at once. Without it one is made up and kept in the folder for the state, which does as well"
                + " as long as that folder is kept."),
    STATE_DIR(
            "drawdown.state.dir",
            Kind.PATH,
            "data/state",
            "The folder for the wallets' state. It may be lost (it is restored from Kafka), but keeping it makes"
                    + " starting quick."),
    STATE_STORE(
            "drawdown.state.store",
            Kind.STORE,
            "write-behind",
            "How that state is kept: `write-behind` in memory until the commit and on disk behind it, which is fast"
                + " and survives a crash without being restored; or `plain`, Kafka Streams' own store. Both have the"
                + " same changelog, so it can be changed at a restart."),
    STATE_MEMORY(
            "drawdown.state.memory.mb",
            Kind.optionalCount(1, 1_000_000),
            "",
            "Megabytes of the heap for the wallets used last, if this instance has all partitions; a quarter of the"
                    + " heap without it."),
    STREAM_THREADS(
            "drawdown.stream.threads",
            Kind.optionalCount(1, 256),
            "",
            "Threads that process; as many as there are cores without it. More than partitions do nothing."),
    COMMIT_INTERVAL(
            "drawdown.commit.interval",
            Kind.duration("10ms", "5s"),
            "500ms",
            "How often results are committed while there is a backlog: longer is more per second. Without one they are"
                    + " committed within some 20 ms, later where commits themselves take long."),
    ROLES(
            "drawdown.roles",
            Kind.ROLES,
            "engine",
            "What this instance does, with commas between. Any split over instances works."),
    SHUTDOWN_TIMEOUT(
            "drawdown.shutdown.timeout",
            Kind.duration("1s", "10m"),
            "30s",
            "How long a stop may take before what is left is dropped; nothing is lost by it, but the next start takes"
                    + " longer."),

    HTTP_BIND(
            "drawdown.http.bind",
            Kind.TEXT,
            "0.0.0.0",
            "The address that health, readiness and metrics are served on."),
    HTTP_PORT("drawdown.http.port", Kind.count(0, 65_535), "8080", "The port of the same; 0 takes any free one."),

    HTTP_ADVERTISED(
            "drawdown.http.advertised",
            Kind.TEXT,
            "",
            "The name or address by which other instances reach this one: a read that comes to another instance is"
                    + " sent on to the one that works on the wallet. Without it, the address that is served on, or the"
                    + " name of the machine where that is every address."),
    HTTP_READ_TIMEOUT(
            "drawdown.http.read.timeout",
            Kind.duration("100ms", "60s"),
            "10s",
            "How long a read over HTTP waits, from its beginning, where the instance that works on a wallet is gone"
                + " and no copy can answer yet, or where what is here is older than a write; then it is answered that"
                + " nobody can tell (503). What an instance did that was killed is given up after six seconds."),
    HTTP_WRITE_TIMEOUT(
            "drawdown.http.write.timeout",
            Kind.duration("100ms", "60s"),
            "5s",
            "How long a write over HTTP waits for its outcome; then it is answered that it is under way (202)."),

    ACCESS_TOKENS(
            "drawdown.access.tokens",
            Kind.TEXT,
            "",
            "The file with the access tokens of the HTTP API: who they are given to, what they may do, and their"
                    + " hashes. It is read again when it changes, so tokens are exchanged without a restart. Role api"
                    + " needs it, or JWTs; where there is either, `/metrics` asks for a token too."),
    ACCESS_LIMIT(
            "drawdown.access.limit",
            Kind.CALL_LIMIT,
            "1000/s",
            "How often a token, or a subject of JWTs, may call this instance: so many times at once, and as many again"
                + " come back evenly over the second, minute or hour. Beyond it a call is answered by 429. A token in"
                + " the file can have a `limit` of its own."),
    ACCESS_JWT_KEYS(
            "drawdown.access.jwt.keys",
            Kind.TEXT,
            "",
            "The JSON Web Key Set of an identity provider, by its `https://` address or as a file. Where it is set,"
                    + " JWTs that one of these keys has signed are bearer tokens too, beside those of the file."),
    ACCESS_JWT_ISSUER(
            "drawdown.access.jwt.issuer",
            Kind.TEXT,
            "",
            "Who must have issued a JWT: its `iss`, character by character."),
    ACCESS_JWT_AUDIENCE(
            "drawdown.access.jwt.audience",
            Kind.TEXT,
            "",
            "Whom a JWT must be meant for: its `aud`, or one of them, so that a token for another service is none"
                    + " here."),
    ACCESS_JWT_ALGORITHMS(
            "drawdown.access.jwt.algorithms",
            Kind.ALGORITHMS,
            "RS256,ES256,EdDSA",
            "The algorithms that a JWT may be signed by, with commas between. None of those that sign and verify by the"
                    + " same secret can be one."),
    ACCESS_JWT_ROLE_CLAIM(
            "drawdown.access.jwt.role.claim",
            Kind.CLAIM,
            "role",
            "Where a JWT says its bearer's role: `operator`, `ingest`, `viewer` or `customer`, as a text or among"
                    + " others in a list. A claim's name, or, beginning with a slash, a JSON pointer such as"
                    + " `/realm_access/roles`."),
    ACCESS_JWT_OWNERS_CLAIM(
            "drawdown.access.jwt.owners.claim",
            Kind.CLAIM,
            "owners",
            "Where a customer's JWT says the ids of their owners, in the same ways."),
    ACCESS_JWT_CLOCK_SKEW(
            "drawdown.access.jwt.clock.skew",
            Kind.duration("0s", "5m"),
            "30s",
            "How far the provider's clock may be from ours when it is looked whether a JWT has expired, or is valid"
                    + " yet."),
    ACCESS_JWT_REFRESH(
            "drawdown.access.jwt.refresh",
            Kind.duration("10s", "1d"),
            "10m",
            "How often the keys are read again. They are too when a JWT names one that is not among them, at most every"
                    + " 5 s."),
    ACCESS_JWT_KEEP(
            "drawdown.access.jwt.keep",
            Kind.duration("20s", "7d"),
            "1h",
            "How long keys count while the provider does not answer. Beyond it every JWT is answered by 503 until it"
                    + " does; shorter makes a key that was withdrawn meanwhile worthless sooner."),

    IDEMPOTENCY_WINDOW(
            "drawdown.idempotency.window",
            Kind.duration("1m", "366d"),
            "7d",
            "How long an id is remembered. An event older than this is refused as TOO_LATE, which is what makes an id"
                + " that has left the window unable to come back. The ids of the window are kept per wallet: about 34"
                + " bytes each."),
    FUTURE_TOLERANCE(
            "drawdown.future.tolerance",
            Kind.duration("0s", "30d"),
            "1d",
            "How far ahead of the broker's clock an input may claim to have happened; beyond it is refused as"
                    + " IN_FUTURE. Ids are remembered for so much longer than the idempotency window."),
    CLAIM_WINDOW(
            "drawdown.claim.window",
            Kind.duration("0s", "3660d"),
            "30d",
            "How long after its delivery a lead can be returned."),
    RETURN_GRACE(
            "drawdown.return.grace",
            Kind.duration("0s", "3660d"),
            "7d",
            "How long credit that comes back from a returned lead lives when it has expired meanwhile."),
    EXPIRING_NOTICE(
            "drawdown.expiring.notice",
            Kind.duration("0s", "366d"),
            "72h",
            "How long before credit expires the alert EXPIRING is raised."),
    MAX_TRANCHES(
            "drawdown.wallet.max.tranches",
            Kind.count(1, 100_000),
            "1000",
            "How many open tranches a wallet may have; what would open one more is refused."),
    MAX_HOLDS(
            "drawdown.wallet.max.holds",
            Kind.count(1, 100_000),
            "1000",
            "How many open holds a wallet may have; one more is refused."),
    MAX_PAYMENTS(
            "drawdown.wallet.max.payments",
            Kind.count(1, 10_000),
            "100",
            "How many payments of a wallet may be under way; what a person asks for beyond them is refused, so that a"
                    + " provider that is down does not let a wallet's record grow."),
    MAX_REFUNDABLE(
            "drawdown.wallet.max.refundable",
            Kind.count(1, 10_000),
            "32",
            "How many payments a wallet keeps at hand to give back to a card. Of older ones only what the provider"
                    + " gives back by itself is booked."),
    PARKING_TIME(
            "drawdown.parking.time",
            Kind.duration("0s", "1h"),
            "60s",
            "How long an input waits for its wallet or its price, since topics are not ordered among themselves; then"
                    + " it goes to the dead letters."),
    PARKING_MAX(
            "drawdown.parking.max",
            Kind.count(0, 1_000_000),
            "1000",
            "How many inputs may wait per wallet; more go to the dead letters at once."),

    PAYMENT_ANSWER_TIME(
            "drawdown.payment.answer.time",
            Kind.duration("1m", "12h"),
            "10m",
            "How long nothing may be heard of a payment request before it goes out again under the same identity."
                    + " Shorter mends a lost answer sooner, and never charges twice."),
    PAYMENT_STUCK_AFTER(
            "drawdown.payment.stuck.after",
            Kind.count(1, 1_000),
            "3",
            "After how many such repetitions the alert PAYMENT_STUCK is raised."),
    PAYMENT_RETRY_AFTER(
            "drawdown.payment.retry.after",
            Kind.durations(14, "1m", "30d"),
            "1h,6h,24h,72h",
            "The pauses between attempts on a card that was declined for now, with commas between; the backup is tried"
                + " in between. After the last one the payment has failed for good; with nothing here it has at once."
                + " At most 14, since the card schemes allow 15 attempts in 30 days."),
    PAYMENT_MEMORY(
            "drawdown.payment.memory",
            Kind.duration("1d", "3660d"),
            "400d",
            "How long a payment that is over is remembered, so that a late answer, refund or dispute still finds it. A"
                    + " customer's bank may dispute a payment for more than a year."),

    SAFETY_FACTOR(
            "drawdown.safety.factor",
            Kind.count(2, SafetyPolicy.MAX_FACTOR),
            "3",
            "The alert SAFETY is raised when a wallet spends more than so many times as much in an hour as in any hour"
                    + " before, recharges so much more often in a day, or so much more in a week. More is quieter."),
    SAFETY_SPENDING_HOURS(
            "drawdown.safety.spending.hours",
            Kind.count(1, 100_000),
            "24",
            "In how many hours a wallet must have spent before its spending is measured against them, so that a new one"
                    + " does not alert as it starts."),
    SAFETY_SPENDING_PERCENT(
            "drawdown.safety.spending.percent",
            Kind.count(0, 100),
            "20",
            "What share of what was there to spend must go in an hour, so that small change does not alert."),
    SAFETY_RECHARGES(
            "drawdown.safety.recharges",
            Kind.count(1, 100_000),
            "5",
            "So many automatic recharges a day are never too many, whatever was before."),
    SAFETY_RECHARGE_WEEKS(
            "drawdown.safety.recharge.weeks",
            Kind.count(1, 1_000),
            "2",
            "In how many weeks a wallet must have recharged before a week is measured against them."),
    SAFETY_FAILING_WALLETS(
            "drawdown.safety.failing.wallets",
            Kind.count(2, 10_000),
            "3",
            "On how many wallets of an owner a card must decline payments before SAFETY is raised. Each wallet's own"
                    + " failures are told of as PAYMENT_FAILED."),
    SAFETY_FAILING_WINDOW(
            "drawdown.safety.failing.window", Kind.duration("1m", "30d"), "1d", "Within which time that counts."),

    VIEWS_RETENTION(
            "drawdown.views.retention",
            Kind.duration("1d", "3660d"),
            "400d",
            "How long what has been recorded can be asked for over HTTP: history, usage, explanations. The ledger"
                + " itself stays, so a longer time brings back what a shorter one has dropped, once the folder `views`"
                + " of the state has been deleted."),

    STRIPE_API_KEY(
            "drawdown.stripe.api.key",
            Kind.SECRET,
            "",
            "Stripe's secret key. `STRIPE_API_KEY` in the environment does as well. Nothing is collected without it."),
    STRIPE_URL(
            "drawdown.stripe.url",
            Kind.URL,
            "https://api.stripe.com",
            "Where Stripe's API answers; another one for a simulator or a proxy."),
    STRIPE_CONNECT_TIMEOUT(
            "drawdown.stripe.connect.timeout",
            Kind.duration("100ms", "60s"),
            "5s",
            "How long a connection to Stripe may take. Nothing has happened when it fails."),
    STRIPE_READ_TIMEOUT(
            "drawdown.stripe.read.timeout",
            Kind.duration("1s", "5m"),
            "40s",
            "How long Stripe may take to answer. After that nobody knows whether it did what it was asked, so the same"
                    + " call is made again later; shorter makes that more frequent, and never charges twice."),
    STRIPE_CALLS(
            "drawdown.stripe.calls",
            Kind.count(1, 256),
            "8",
            "How many calls to Stripe an instance makes at once. Those of one wallet are made one after the other."),
    STRIPE_RATE(
            "drawdown.stripe.rate",
            Kind.count(1, 1_000),
            "20",
            "How many calls to Stripe an instance begins in a second. Stripe allows an account 25 in test mode and 100"
                    + " with real money, for all instances and everything else that uses it; what waits here fails"
                    + " nothing."),
    STRIPE_RETURN_URL(
            "drawdown.stripe.return.url",
            Kind.URL,
            "http://localhost:8080/",
            "Where customers come back to after they have authenticated a payment with their bank."),
    STRIPE_WEBHOOK_SECRETS(
            "drawdown.stripe.webhook.secrets",
            Kind.SECRETS,
            "",
            "The signing secrets of the webhook endpoint, with commas between: the new and the former one while a"
                    + " secret is being exchanged. No webhook is taken without one."),
    STRIPE_WEBHOOK_TOLERANCE(
            "drawdown.stripe.webhook.tolerance",
            Kind.duration("10s", "1h"),
            "5m",
            "How old a webhook may be; an older one may have been sent again by somebody who overheard it."),

    LOG_LEVEL(
            "drawdown.log.level",
            Kind.LOG_LEVEL,
            "INFO",
            "How much Drawdown says in its log: ERROR, WARN, INFO, DEBUG or TRACE. Kafka's own loggers stay at WARN.");

    private final String key;
    private final Kind kind;
    private final String defaultValue;
    private final String why;

    Setting(String key, Kind kind, String defaultValue, String why) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.why = why;
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the default as one would write it; empty where there is none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** Returns what the setting does and why one would change it. */
    public String why() {
        return why;
    }

    /** Returns the name that carries it in the environment. */
    public String variable() {
        return EnvironmentKeys.variable(key);
    }
}

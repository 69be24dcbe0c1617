package dev.drawdown.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.stripe.net.Webhook;
import dev.drawdown.payments.WebhookSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final Instant SENT = Instant.ofEpochSecond(1_700_000_000);
    private static final String BODY = "{\"id\":\"evt_1\",\"text\":\"Grüße\"}";
    private static final String SECRET = "whsec_new";

    /** Made with `openssl dgst -sha256 -hmac whsec_new` over "1700000000." and the body. */
    private static final String SIGNATURE = "5b3ed68f416ed4413ac0363d4e13ad2e6b0100afa6650b5e43410e846fc81033";

    private final WebhookSignature check = new WebhookSignature(List.of(SECRET, "whsec_old"), Duration.ofMinutes(5));

    private Verdict judge(String body, String header) {
        return check.judge(body.getBytes(StandardCharsets.UTF_8), header, SENT);
    }

    private static String byStripe(String body, String secret) throws NoSuchAlgorithmException, InvalidKeyException {
        return Webhook.Signature.generateSignatureHeader(body, secret, SENT.getEpochSecond());
    }

    @Test
    void shouldTakeAKnownSignature() {
        assertThat(judge(BODY, "t=1700000000,v1=" + SIGNATURE)).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "whsec_old"})
    void shouldTakeWhatStripesLibrarySignsWithAnySecretInForce(String secret)
            throws NoSuchAlgorithmException, InvalidKeyException {
        assertThat(judge(BODY, byStripe(BODY, secret))).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void shouldRefuseAnotherSecretAnotherBodyAndAnotherInstant() throws NoSuchAlgorithmException, InvalidKeyException {
        String header = byStripe(BODY, SECRET);

        assertThat(judge(BODY, byStripe(BODY, "whsec_other"))).isEqualTo(Verdict.FORGED);
        assertThat(judge(BODY + " ", header)).isEqualTo(Verdict.FORGED);
        assertThat(judge(BODY, header.replace("t=1700000000", "t=1700000001"))).isEqualTo(Verdict.FORGED);
        assertThat(judge(BODY, "t=1700000000,v0=" + SIGNATURE + ",v1=00")).isEqualTo(Verdict.FORGED);
    }

    @Test
    void shouldTakeOneGoodSignatureAmongOthers() {
        assertThat(judge(BODY, "t=1700000000,v1=00ff,v1=nothex,v1=" + SIGNATURE + ",v0=1"))
                .isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @CsvSource({"300, GENUINE", "301, STALE", "-300, GENUINE", "-301, STALE"})
    void shouldTakeNothingOldAndNothingFromTheFuture(long secondsLater, Verdict verdict) {
        assertThat(check.judge(
                        BODY.getBytes(StandardCharsets.UTF_8),
                        "t=1700000000,v1=" + SIGNATURE,
                        SENT.plusSeconds(secondsLater)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=,v1=00",
                "v1=00",
                "t=1700000000",
                "t=now,v1=00",
                "t=99999999999999999999,v1=00",
                "t=1,v1=xyz"
            })
    void shouldRefuseWhatIsNoHeader(String header) {
        assertThat(judge(BODY, header)).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void shouldRefuseAMissingAndAnEndlessHeader() {
        assertThat(check.judge(new byte[0], null, SENT)).isEqualTo(Verdict.MALFORMED);
        assertThat(judge(BODY, "t=1700000000,v1=" + SIGNATURE + ",".repeat(5_000)))
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void shouldNotCheckWithoutASecret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of(), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSignature(List.of(""), Duration.ZERO));
    }
}

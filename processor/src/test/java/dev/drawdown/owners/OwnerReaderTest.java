package dev.drawdown.owners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.schemas.ConfigureOwner;
import dev.drawdown.schemas.OwnerCommand;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Owners' commands are told from one another by their bodies, over every version of these. */
class OwnerReaderTest {
    @Test
    void shouldKnowACommandAgainThatWasRememberedBeforeItsBodyGrew() throws OwnerReader.NoSuchZoneException {
        ConfigureOwner body =
                ConfigureOwner.newBuilder().setContacts(List.of("a@b.example")).build();

        assertThat(hashOf(body))
                .isEqualTo(Fingerprint.of("ConfigureOwner{\"profile\": null, \"time_zone\": \"UTC\","
                        + " \"currency\": null, \"single_wallet\": false, \"contacts\": [\"a@b.example\"]}"));
    }

    @Test
    void shouldTellACommandThatLeavesTheTermsFromOneThatSetsThem() throws OwnerReader.NoSuchZoneException {
        ConfigureOwner sets = ConfigureOwner.newBuilder().build();
        ConfigureOwner keeps = ConfigureOwner.newBuilder().setKeepTerms(true).build();

        assertThat(hashOf(keeps)).isNotEqualTo(hashOf(sets));
    }

    private static Fingerprint hashOf(ConfigureOwner body) throws OwnerReader.NoSuchZoneException {
        return OwnerReader.read(OwnerCommand.newBuilder()
                        .setCommandId("c")
                        .setOwnerId("o")
                        .setIssuedBy("test")
                        .setIssuedAt(Instant.EPOCH)
                        .setBody(body)
                        .build())
                .bodyHash();
    }
}

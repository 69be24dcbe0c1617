package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credit expires at midnight where its owner lives, or at the first instant after a midnight that does not exist. */
final class LocalMidnightTest {
    @ParameterizedTest
    @CsvSource({
        // zone, now, asked for, expires at
        "UTC,               2026-03-02T12:00:00Z, 2026-04-01T00:00:00Z,     2026-04-01T00:00:00Z",
        "UTC,               2026-03-02T12:00:00Z, 2026-04-01T00:00:00.001Z, 2026-04-02T00:00:00Z",
        "UTC,               2026-03-02T12:00:00Z, 2026-04-01T23:59:59.999Z, 2026-04-02T00:00:00Z",
        "America/New_York,  2026-03-02T12:00:00Z, 2026-04-01T00:00:00Z,     2026-04-01T04:00:00Z",
        "America/New_York,  2026-03-02T12:00:00Z, 2026-04-01T04:00:00Z,     2026-04-01T04:00:00Z",
        "America/New_York,  2026-03-02T12:00:00Z, 2026-04-01T04:00:00.001Z, 2026-04-02T04:00:00Z",
        "Asia/Tokyo,        2026-03-02T12:00:00Z, 2026-04-01T00:00:00Z,     2026-04-01T15:00:00Z",
        "Asia/Kathmandu,    2026-03-02T12:00:00Z, 2026-04-01T00:00:00Z,     2026-04-01T18:15:00Z",
        // The clock goes from 23:59:59 to 01:00: the day begins at one.
        "America/Sao_Paulo, 2018-11-01T12:00:00Z, 2018-11-03T12:00:00Z,     2018-11-04T03:00:00Z",
        "America/Sao_Paulo, 2018-11-01T12:00:00Z, 2018-11-04T03:00:00Z,     2018-11-04T03:00:00Z",
        "America/Sao_Paulo, 2018-11-01T12:00:00Z, 2018-11-04T03:00:00.001Z, 2018-11-05T02:00:00Z",
        "Asia/Beirut,       2026-03-02T12:00:00Z, 2026-03-28T12:00:00Z,     2026-03-28T22:00:00Z",
        "Asia/Beirut,       2026-03-02T12:00:00Z, 2026-03-28T22:00:00.001Z, 2026-03-29T21:00:00Z",
        // The clock goes from midnight back to 23:00: midnight is the later one.
        "Asia/Beirut,       2026-03-02T12:00:00Z, 2026-10-24T20:30:00Z,     2026-10-24T22:00:00Z",
        // The clock goes from 01:00 back to midnight: midnight is the earlier one.
        "America/Havana,    2026-03-02T12:00:00Z, 2026-11-01T03:30:00Z,     2026-11-01T04:00:00Z",
        // A day that never was: Samoa went from the 29th to the 31st.
        "Pacific/Apia,      2011-12-20T12:00:00Z, 2011-12-30T09:00:00Z,     2011-12-30T10:00:00Z"
    })
    void shouldMoveAnExpiryToTheOwnersMidnight(String zone, String now, String asked, String expected) {
        WalletFixture wallet = WalletFixture.none().at(now).open(settings(), ZoneId.of(zone));
        long expiry = Instant.parse(expected).toEpochMilli();

        accepted(wallet.command(Bodies.topUp("10", "0", asked)));
        accepted(wallet.command(Bodies.grant("10", Pool.PLAN, null, asked)));
        accepted(wallet.command(Bodies.grant("10", Pool.PLAN)));
        accepted(wallet.command(Bodies.amend("T3", asked, null)));
        accepted(wallet.command(Bodies.expireWallet(asked)));

        assertThat(wallet.wallet().tranches())
                .allSatisfy(tranche -> assertThat(tranche.expiresAtMillis()).isEqualTo(expiry));
        assertThat(wallet.wallet().expiresAtMillis()).isEqualTo(expiry);
        wallet.at(expected).tick();
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldMoveTheExpiryOfAnOpeningToo() {
        WalletFixture wallet = WalletFixture.none();

        accepted(wallet.command(Bodies.open(
                WalletSettings.DEFAULT,
                ZoneId.of("Asia/Tokyo"),
                "2026-04-01T00:00:00Z",
                Bodies.topUp("5", "0", "2026-03-20T00:00:00Z"),
                null)));

        assertThat(wallet.wallet().expiresAtMillis())
                .isEqualTo(Instant.parse("2026-04-01T15:00:00Z").toEpochMilli());
        assertThat(wallet.tranche("T1").expiresAtMillis())
                .isEqualTo(Instant.parse("2026-03-20T15:00:00Z").toEpochMilli());
    }

    @Test
    void shouldCountInTheNewZoneAfterTheOwnerHasMoved() {
        WalletFixture wallet = WalletFixture.opened();
        accepted(wallet.command(Bodies.topUp("5", "0", "2026-04-01T00:00:00Z")));

        accepted(wallet.send(new Input.OwnerChanged("w1", ZoneId.of("Asia/Tokyo"), wallet.now())));
        accepted(wallet.command(Bodies.topUp("5", "0", "2026-04-01T00:00:00Z")));

        assertThat(wallet.wallet().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(wallet.tranche("T1").expiresAtMillis())
                .isEqualTo(Instant.parse("2026-04-01T00:00:00Z").toEpochMilli());
        assertThat(wallet.tranche("T2").expiresAtMillis())
                .isEqualTo(Instant.parse("2026-04-01T15:00:00Z").toEpochMilli());
    }
}

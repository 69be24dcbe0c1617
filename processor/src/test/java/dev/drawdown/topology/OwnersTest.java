package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.ConfigureOwner;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.RegisterOwner;
import dev.drawdown.schemas.SettleInvoice;
import dev.drawdown.schemas.TerminateWallet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owners through the public topics: registering, opening wallets by way of them, moving to another zone. */
class OwnersTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldRegisterAnOwner() {
        rig.ownerCommand(
                "c1",
                "acme",
                RegisterOwner.newBuilder()
                        .setProfile(CompanyProfile.newBuilder()
                                .setCompany("Acme Inc")
                                .build())
                        .setTimeZone("Europe/Berlin")
                        .setContacts(List.of("a@acme.example"))
                        .build());

        assertThat(rig.owners()).singleElement().satisfies(owner -> {
            assertThat(owner.getOwnerId()).isEqualTo("acme");
            assertThat(owner.getTimeZone()).isEqualTo("Europe/Berlin");
            assertThat(owner.getProfile().getCompany()).isEqualTo("Acme Inc");
            assertThat(owner.getWallets()).isEmpty();
        });
        assertThat(rig.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getWalletId()).isEqualTo("acme");
            assertThat(outcome.getStatus()).isEqualTo("ACCEPTED");
        });
    }

    @Test
    void shouldAllowOneWalletWhereOneIsConfigured() {
        rig.ownerCommand("c1", "acme", register("UTC", null, true));
        rig.command("w1", Rig.opening("acme", "10"));
        rig.command("w2", Rig.opening("acme", "10"));
        rig.command("w1", TerminateWallet.newBuilder().build());
        rig.command("w3", Rig.opening("acme", "10"));

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("ACCEPTED", "ACCEPTED", "OWNER_HAS_WALLET", "ACCEPTED", "ACCEPTED");
        assertThat(rig.ledger()).extracting(LedgerEntry::getWalletId).doesNotContain("w2");
    }

    @Test
    void shouldKeepToOneCurrencyPerOwner() {
        rig.command("w1", Rig.opening("acme", "10"));
        OpenWallet euros = Rig.opening("acme", "10");
        euros.setCurrency("EUR");
        rig.command("w2", euros);

        assertThat(rig.outcomes()).extracting(CommandOutcome::getCode).containsExactly("ACCEPTED", "OWNER_CURRENCY");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void shouldForgetAWalletThatCouldNotBeOpened() {
        rig.ownerCommand("c1", "acme", register("UTC", null, true));
        OpenWallet expired = Rig.opening("acme", null);
        expired.setExpiresAt(Instant.EPOCH);
        rig.command("w1", expired);
        rig.command("w2", Rig.opening("acme", "10"));

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("ACCEPTED", "EXPIRY_IN_PAST", "ACCEPTED");
        assertThat(rig.owners().getLast().getWallets())
                .singleElement()
                .satisfies(wallet -> assertThat(wallet.getWalletId()).isEqualTo("w2"));
    }

    @Test
    void shouldRefuseASecondOpening() {
        rig.command("w1", Rig.opening("acme", "10"));
        rig.command("w1", Rig.opening("acme", "10"));
        rig.command("w1", Rig.opening("other", "10"));

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("ACCEPTED", "WALLET_EXISTS", "WALLET_EXISTS");
        assertThat(rig.owners()).extracting(Owner::getOwnerId).containsOnly("acme");
    }

    @Test
    void shouldCountExpiryInTheOwnersZoneAlsoAfterItHasMoved() {
        rig.ownerCommand("c1", "acme", register("Asia/Tokyo", null, false));
        rig.command("w1", Rig.opening("acme", null));
        rig.command("w1", grantUntil(Rig.START.plus(Duration.ofHours(1))));
        rig.ownerCommand("c2", "acme", register("UTC", null, false));
        rig.command("w1", grantUntil(Rig.START.plus(Duration.ofHours(1))));
        rig.ledger();

        // 10:00 UTC is 19:00 in Tokyo: its midnight comes five hours later, UTC's fourteen.
        rig.pass(Duration.ofHours(5).plusSeconds(1));
        assertThat(rig.ledger()).extracting(LedgerEntry::getReason).containsExactly("EXPIRY");
        rig.pass(Duration.ofHours(9));
        assertThat(rig.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.getReason()).isEqualTo("EXPIRY");
            assertThat(entry.getRecordedAt()).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
            assertThat(entry.getSourcePartition()).isEqualTo(-1);
            assertThat(entry.getInputId())
                    .isEqualTo("due/" + Instant.parse("2026-03-03T00:00:00Z").toEpochMilli());
        });
    }

    @Test
    void shouldAnswerARepeatedCommandAndRefuseAConflictingOne() {
        rig.ownerCommand("c1", "acme", register("UTC", "USD", false));
        rig.ownerCommand("c1", "acme", register("UTC", "USD", false));
        rig.ownerCommand("c1", "acme", register("UTC", "EUR", false));

        List<CommandOutcome> outcomes = rig.outcomes();
        assertThat(outcomes).extracting(CommandOutcome::getDuplicate).containsExactly(false, true, false);
        assertThat(outcomes).extracting(CommandOutcome::getCode).containsExactly("ACCEPTED", "ACCEPTED", "ID_CONFLICT");
        assertThat(rig.deadLetterCodes()).containsExactly("ID_CONFLICT");
        assertThat(rig.owners()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatMakesNoSenseByName() {
        rig.ownerCommand("c1", "acme", register("Mars/Base", null, false));
        rig.ownerCommand("c2", "acme", register("UTC", "DUBLOONS", false));
        rig.ownerCommand("c3", "acme", new SettleInvoice("i1", "USD", List.of()));
        rig.ownerCommand("", "acme", register("UTC", null, false));

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("INVALID_SETTINGS", "INVALID_SETTINGS", "NOT_SUPPORTED_YET", "NO_ID");
        assertThat(rig.owners()).isEmpty();
    }

    @Test
    void shouldKeepWhatACommandLeavesToTheHouse() {
        rig.ownerCommand("c1", "acme", register("Europe/Oslo", "NOK", true));
        rig.ownerCommand(
                "c2",
                "acme",
                ConfigureOwner.newBuilder()
                        .setContacts(List.of("a@b.example"))
                        .setKeepTerms(true)
                        .build());

        Owner owner = rig.owners().getLast();
        assertThat(owner.getContacts()).containsExactly("a@b.example");
        assertThat(owner.getTimeZone()).isEqualTo("Europe/Oslo");
        assertThat(owner.getCurrency()).isEqualTo("NOK");
        assertThat(owner.getSingleWallet()).isTrue();
    }

    @Test
    void shouldKeepPaymentMethods() {
        PaymentMethod card = new PaymentMethod("pm_1", "acme", "visa", "4242", "12/30", "DEFAULT");
        rig.ownerCommand("c1", "acme", new PaymentMethodsChanged("cus_1", List.of(card)));
        rig.ownerCommand(
                "c2", "acme", ConfigureOwner.newBuilder().setTimeZone("UTC").build());

        assertThat(rig.owners().getLast().getMethods()).containsExactly(card);
    }

    @Test
    void shouldPutAsideOwnerCommandsThatCannotBeRead() {
        rig.sendBytes(Rig.TOPICS.ownerCommands, null, new byte[] {1});
        rig.sendBytes(Rig.TOPICS.ownerCommands, new byte[] {'a'}, null);
        rig.sendBytes(Rig.TOPICS.ownerCommands, new byte[] {'a'}, new byte[] {1});

        assertThat(rig.deadLetterCodes()).containsExactly("KEY_MISMATCH", "MALFORMED", "NOT_AVRO");
    }

    private static RegisterOwner register(String zone, @Nullable String currency, boolean one) {
        return RegisterOwner.newBuilder()
                .setTimeZone(zone)
                .setCurrency(currency)
                .setSingleWallet(one)
                .build();
    }

    private static Grant grantUntil(Instant expiry) {
        return Grant.newBuilder().setAmount(Rig.money("5")).setExpiresAt(expiry).build();
    }
}

package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.WalletStatus;
import dev.drawdown.owners.Owner.OwnedWallet;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of an owner. */
final class OwnerCodec {
    /** The first byte of every record; a new layout takes the next number, and those before stay readable. */
    static final byte VERSION = 2;

    private static final WalletStatus[] STATUSES = WalletStatus.values();

    private OwnerCodec() {}

    static byte[] encode(Owner owner) {
        StateWriter out = new StateWriter(512);
        out.writeByte(VERSION).writeBoolean(owner.registered());
        Owner.Settings settings = owner.settings();
        writeProfile(out, settings.profile());
        out.writeText(settings.zone().getId()).writeTextOrNull(settings.currency());
        out.writeBoolean(settings.singleWallet()).writeCount(settings.contacts().size());
        for (String contact : settings.contacts()) {
            out.writeText(contact);
        }
        out.writeTextOrNull(owner.currency()).writeTextOrNull(owner.customerId());
        out.writeCount(owner.methods().size());
        for (Owner.Method method : owner.methods()) {
            out.writeText(method.id()).writeText(method.payerId()).writeText(method.brand());
            out.writeText(method.last4()).writeText(method.expires()).writeText(method.role());
        }
        writeWallets(out, owner.wallets());
        writeMemory(out, owner.memory());
        writeFailing(out, owner.failing());
        return out.toBytes();
    }

    static Owner decode(String ownerId, byte[] stored) {
        StateReader in = new StateReader(stored);
        byte version = in.readByte();
        if (version < 1 || version > VERSION) {
            throw new CorruptStateException("Expected owner " + ownerId + " in version 1 to " + VERSION
                    + ", but it is stored in version " + version + ": it was written by a later release");
        }
        Owner owner = new Owner(
                ownerId,
                in.readBoolean(),
                new Owner.Settings(
                        readProfile(in),
                        ZoneId.of(in.readText()),
                        in.readTextOrNull(),
                        in.readBoolean(),
                        readContacts(in)),
                in.readTextOrNull(),
                in.readTextOrNull(),
                readMethods(in),
                readWallets(in),
                readMemory(in),
                version == 1 ? FailingCards.NONE : readFailing(in));
        in.expectEnd();
        return owner;
    }

    private static void writeProfile(StateWriter out, Owner.@Nullable Profile profile) {
        out.writeBoolean(profile != null);
        if (profile != null) {
            out.writeText(profile.company()).writeTextOrNull(profile.registrationNumber());
            out.writeTextOrNull(profile.phone()).writeTextOrNull(profile.address());
            out.writeTextOrNull(profile.email());
        }
    }

    private static Owner.@Nullable Profile readProfile(StateReader in) {
        return in.readBoolean()
                ? new Owner.Profile(
                        in.readText(),
                        in.readTextOrNull(),
                        in.readTextOrNull(),
                        in.readTextOrNull(),
                        in.readTextOrNull())
                : null;
    }

    private static List<String> readContacts(StateReader in) {
        int count = in.readSize();
        List<String> contacts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            contacts.add(in.readText());
        }
        return contacts;
    }

    private static List<Owner.Method> readMethods(StateReader in) {
        int count = in.readSize();
        List<Owner.Method> methods = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            methods.add(new Owner.Method(
                    in.readText(), in.readText(), in.readText(), in.readText(), in.readText(), in.readText()));
        }
        return methods;
    }

    private static void writeWallets(StateWriter out, List<OwnedWallet> wallets) {
        out.writeCount(wallets.size());
        for (OwnedWallet wallet : wallets) {
            out.writeText(wallet.walletId()).writeText(wallet.currency());
            WalletStatus status = wallet.status();
            out.writeBoolean(status != null);
            if (status != null) {
                out.writeOneOf(status);
            }
        }
    }

    private static List<OwnedWallet> readWallets(StateReader in) {
        int count = in.readSize();
        List<OwnedWallet> wallets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            wallets.add(
                    new OwnedWallet(in.readText(), in.readText(), in.readBoolean() ? in.readOneOf(STATUSES) : null));
        }
        return wallets;
    }

    private static void writeMemory(StateWriter out, CommandMemory memory) {
        out.writeNumber(memory.takenAfterMillis())
                .writeCount(memory.remembered().size());
        for (CommandMemory.Remembered command : memory.remembered()) {
            writeFingerprint(out, command.id());
            writeFingerprint(out, command.body());
            out.writeNumber(command.claimedAtMillis()).writeText(command.message());
        }
    }

    private static CommandMemory readMemory(StateReader in) {
        long takenAfter = in.readNumber();
        int count = in.readSize();
        List<CommandMemory.Remembered> remembered = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            remembered.add(new CommandMemory.Remembered(
                    readFingerprint(in), readFingerprint(in), in.readNumber(), in.readText()));
        }
        return new CommandMemory(remembered, takenAfter);
    }

    private static void writeFailing(StateWriter out, FailingCards failing) {
        out.writeCount(failing.declines().size());
        for (FailingCards.Decline decline : failing.declines()) {
            writeCard(out, decline.card());
            out.writeText(decline.walletId()).writeNumber(decline.atMillis());
        }
        out.writeCount(failing.told().size());
        for (FailingCards.Card card : failing.told()) {
            writeCard(out, card);
        }
    }

    private static FailingCards readFailing(StateReader in) {
        int count = in.readSize();
        List<FailingCards.Decline> declines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            declines.add(new FailingCards.Decline(readCard(in), in.readText(), in.readNumber()));
        }
        int toldCount = in.readSize();
        List<FailingCards.Card> told = new ArrayList<>(toldCount);
        for (int i = 0; i < toldCount; i++) {
            told.add(readCard(in));
        }
        return new FailingCards(declines, told);
    }

    private static void writeCard(StateWriter out, FailingCards.Card card) {
        out.writeText(card.payerId()).writeText(card.role());
    }

    private static FailingCards.Card readCard(StateReader in) {
        return new FailingCards.Card(in.readText(), in.readText());
    }

    private static void writeFingerprint(StateWriter out, Fingerprint fingerprint) {
        out.writeFixed(fingerprint.high()).writeFixed(fingerprint.low());
    }

    private static Fingerprint readFingerprint(StateReader in) {
        return new Fingerprint(in.readFixed(), in.readFixed());
    }
}

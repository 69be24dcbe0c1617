package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * How far a wallet's ledger has been read, and what it adds up to.
 *
 * @param seq of the last entry read; 0 before the first
 * @param transactionId of that entry
 * @param creditMicros all that the wallet was given, what was there before the first entry read included
 * @param debitMicros all that was taken from it
 * @param claim the last balance that the wallet published and the ledger has not come to yet
 * @param agreed the last balance that was held against the ledger
 */
record WalletRow(
        String currency,
        long seq,
        String transactionId,
        long creditMicros,
        long debitMicros,
        long balanceMicros,
        @Nullable Claim claim,
        @Nullable Agreed agreed) {
    private static final byte VERSION = 1;

    /** A balance that the wallet says it has after an entry. */
    record Claim(long seq, long balanceMicros) {}

    /** What ledger and wallet say of the balance after an entry. */
    record Agreed(long seq, long creditMicros, long debitMicros, long balanceMicros) {}

    static WalletRow unknown(String currency) {
        return new WalletRow(currency, 0, "", 0, 0, 0, null, null);
    }

    WalletRow withClaim(@Nullable Claim next) {
        return new WalletRow(currency, seq, transactionId, creditMicros, debitMicros, balanceMicros, next, agreed);
    }

    WalletRow withAgreed(Agreed next) {
        return new WalletRow(currency, seq, transactionId, creditMicros, debitMicros, balanceMicros, claim, next);
    }

    byte[] toBytes(StateWriter out) {
        out.clear()
                .writeByte(VERSION)
                .writeText(currency)
                .writeCount(seq)
                .writeText(transactionId)
                .writeNumber(creditMicros)
                .writeNumber(debitMicros)
                .writeNumber(balanceMicros)
                .writeBoolean(claim != null);
        if (claim != null) {
            out.writeCount(claim.seq).writeNumber(claim.balanceMicros);
        }
        out.writeBoolean(agreed != null);
        if (agreed != null) {
            out.writeCount(agreed.seq)
                    .writeNumber(agreed.creditMicros)
                    .writeNumber(agreed.debitMicros)
                    .writeNumber(agreed.balanceMicros);
        }
        return out.toBytes();
    }

    static WalletRow of(byte[] stored) {
        StateReader in = new StateReader(stored);
        Stored.expectVersion(in, VERSION);
        WalletRow row = new WalletRow(
                in.readText(),
                in.readCount(),
                in.readText(),
                in.readNumber(),
                in.readNumber(),
                in.readNumber(),
                in.readBoolean() ? new Claim(in.readCount(), in.readNumber()) : null,
                in.readBoolean()
                        ? new Agreed(in.readCount(), in.readNumber(), in.readNumber(), in.readNumber())
                        : null);
        in.expectEnd();
        return row;
    }
}

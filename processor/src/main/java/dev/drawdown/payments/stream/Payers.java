package dev.drawdown.payments.stream;

import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Owners, each with who they are to the payment provider and what they pay with there, if that is anything. */
final class Payers {
    private static final String OWNER = "o/";
    private static final String CUSTOMER = "c/";

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final AvroDecoder<Owner> decoder;

    Payers(ReadOnlyKeyValueStore<Bytes, byte[]> store, SchemaRegistry registry) {
        this.store = store;
        decoder = new AvroDecoder<>(Owner.class, registry);
    }

    static Bytes ownerKey(String ownerId) {
        return key(OWNER + ownerId);
    }

    static Bytes customerKey(String customerId) {
        return key(CUSTOMER + customerId);
    }

    /** Returns an owner; null for one that is not registered. */
    @Nullable
    Owner owner(String ownerId) {
        byte[] stored = store.get(ownerKey(ownerId));
        try {
            return stored == null ? null : decoder.decode(stored);
        } catch (UndecodableException impossible) {
            throw new IllegalStateException("Expected only owners that could be decoded to be kept", impossible);
        }
    }

    /** Returns the owner that the provider knows under an id; null for a customer of somebody else. */
    @Nullable
    Owner ofCustomer(String customerId) {
        byte[] ownerId = store.get(customerKey(customerId));
        return ownerId == null ? null : owner(new String(ownerId, StandardCharsets.UTF_8));
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

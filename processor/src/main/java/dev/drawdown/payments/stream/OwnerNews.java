package dev.drawdown.payments.stream;

import dev.drawdown.payments.SavedMethod;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.serde.AvroEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Tells owners, by commands, which customers of the provider they are and what they pay with there. */
final class OwnerNews {
    private static final String ISSUER = "payments";

    private final Notes notes;
    private final String ownerCommands;
    private final AvroEncoder<OwnerCommand> encoder;

    OwnerNews(Notes notes, PaymentDesk.Installation installation) {
        this.notes = notes;
        ownerCommands = installation.topics().ownerCommands.name();
        encoder = AvroEncoder.forTopic(
                installation.topics().ownerCommands, installation.registry(), installation.registration());
    }

    /**
     * Tells an owner, and returns whether the broker has it.
     *
     * @param cause names the command, together with the instant: the same cause may bring other methods later
     */
    boolean tell(String cause, Owner owner, String customerId, List<PaymentMethod> methods, Instant now) {
        OwnerCommand command = OwnerCommand.newBuilder()
                .setCommandId(cause + "/" + now.toEpochMilli())
                .setOwnerId(owner.getOwnerId())
                .setIssuedBy(ISSUER)
                .setIssuedAt(now)
                .setBody(PaymentMethodsChanged.newBuilder()
                        .setCustomerId(customerId)
                        .setMethods(methods)
                        .build())
                .build();
        byte[] key = owner.getOwnerId().getBytes(StandardCharsets.UTF_8);
        return notes.sendSurely(ownerCommands, key, encoder.encode(command));
    }

    /** Returns the provider's methods as the owner knows them, each with its payer. */
    static List<PaymentMethod> known(List<SavedMethod> saved, Owner owner) {
        return saved.stream().map(method -> known(method, owner)).toList();
    }

    private static PaymentMethod known(SavedMethod saved, Owner owner) {
        return PaymentMethod.newBuilder()
                .setId(saved.id())
                .setPayerId(payer(saved, owner))
                .setBrand(saved.brand())
                .setLast4(saved.last4())
                .setExpires(saved.expires())
                .setRole(saved.role().name())
                .build();
    }

    /** Of a method that nobody told the provider the payer of, the owner may still know it. */
    private static String payer(SavedMethod saved, Owner owner) {
        if (saved.payerId() != null) {
            return saved.payerId();
        }
        return owner.getMethods().stream()
                .filter(method -> method.getId().equals(saved.id()))
                .map(PaymentMethod::getPayerId)
                .findFirst()
                .orElse(owner.getOwnerId());
    }
}

package dev.drawdown.owners;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.ConfigureOwner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.OwnerWallet;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.RegisterOwner;
import dev.drawdown.schemas.SettleInvoice;
import dev.drawdown.schemas.VoidInvoice;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Owners and their commands between the wire and the engine. */
final class OwnerReader {
    /** What came later than the first commands that are remembered, and says nothing where it has its default. */
    private static final String NOT_SAID_BEFORE = ", \"keep_terms\": false";

    private OwnerReader() {}

    /** A time zone that there is not. It has no stack trace: bad input is no bug. */
    static final class NoSuchZoneException extends Exception {
        private static final long serialVersionUID = 1;

        NoSuchZoneException(String message) {
            super(message, null, false, false);
        }
    }

    static OwnerInput.Command read(OwnerCommand wire) throws NoSuchZoneException {
        OwnerInput.Body body = body(wire.getBody());
        // The wire's own JSON is the canonical form: every field by name, whatever schema it was written with.
        Fingerprint hash = Fingerprint.of(
                (wire.getBody().getClass().getSimpleName() + wire.getBody()).replace(NOT_SAID_BEFORE, ""));
        return new OwnerInput.Command(wire.getCommandId(), wire.getIssuedAt().toEpochMilli(), hash, body);
    }

    private static OwnerInput.Body body(Object wire) throws NoSuchZoneException {
        return switch (wire) {
            case RegisterOwner it ->
                new OwnerInput.Configure(
                        settings(
                                it.getProfile(),
                                it.getTimeZone(),
                                it.getCurrency(),
                                it.getSingleWallet(),
                                it.getContacts()),
                        false);
            case ConfigureOwner it ->
                new OwnerInput.Configure(
                        settings(
                                it.getProfile(),
                                it.getTimeZone(),
                                it.getCurrency(),
                                it.getSingleWallet(),
                                it.getContacts()),
                        it.getKeepTerms());
            case PaymentMethodsChanged it ->
                new OwnerInput.MethodsChanged(it.getCustomerId(), methods(it.getMethods()));
            case SettleInvoice it -> new OwnerInput.NotYet("Settling an invoice (" + it.getInvoiceId() + ")");
            case VoidInvoice it -> new OwnerInput.NotYet("Voiding an invoice (" + it.getInvoiceId() + ")");
            default -> throw new IllegalStateException("Expected the body of an owner's command, but found " + wire);
        };
    }

    static dev.drawdown.schemas.Owner toWire(Owner owner) {
        dev.drawdown.schemas.Owner wire = new dev.drawdown.schemas.Owner();
        Owner.Settings settings = owner.settings();
        wire.setOwnerId(owner.ownerId());
        Owner.Profile profile = settings.profile();
        wire.setProfile(
                profile == null
                        ? null
                        : new CompanyProfile(
                                profile.company(),
                                profile.registrationNumber(),
                                profile.phone(),
                                profile.address(),
                                profile.email()));
        wire.setTimeZone(settings.zone().getId());
        wire.setCurrency(owner.currency());
        wire.setSingleWallet(settings.singleWallet());
        wire.setContacts(settings.contacts());
        wire.setCustomerId(owner.customerId());
        List<PaymentMethod> methods = new ArrayList<>();
        for (Owner.Method method : owner.methods()) {
            methods.add(new PaymentMethod(
                    method.id(), method.payerId(), method.brand(), method.last4(), method.expires(), method.role()));
        }
        wire.setMethods(methods);
        List<OwnerWallet> wallets = new ArrayList<>();
        for (Owner.OwnedWallet wallet : owner.wallets()) {
            if (wallet.status() != null) {
                wallets.add(new OwnerWallet(
                        wallet.walletId(), wallet.currency(), wallet.status().name()));
            }
        }
        wire.setWallets(wallets);
        return wire;
    }

    private static Owner.Settings settings(
            @Nullable CompanyProfile profile,
            String zone,
            @Nullable String currency,
            boolean singleWallet,
            List<String> contacts)
            throws NoSuchZoneException {
        return new Owner.Settings(profile(profile), zone(zone), currency, singleWallet, contacts);
    }

    private static Owner.@Nullable Profile profile(@Nullable CompanyProfile wire) {
        return wire == null
                ? null
                : new Owner.Profile(
                        wire.getCompany(),
                        wire.getRegistrationNumber(),
                        wire.getPhone(),
                        wire.getAddress(),
                        wire.getEmail());
    }

    private static List<Owner.Method> methods(List<PaymentMethod> wire) {
        List<Owner.Method> methods = new ArrayList<>(wire.size());
        for (PaymentMethod method : wire) {
            methods.add(new Owner.Method(
                    method.getId(),
                    method.getPayerId(),
                    method.getBrand(),
                    method.getLast4(),
                    method.getExpires(),
                    method.getRole()));
        }
        return methods;
    }

    private static ZoneId zone(String id) throws NoSuchZoneException {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw new NoSuchZoneException("Expected time_zone to be one of IANA's, but it is " + id + ".");
        }
    }
}

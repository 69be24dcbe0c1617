package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerWallet;
import dev.drawdown.schemas.PaymentMethod;

/** An owner as the API shows it. */
final class OwnerJson {
    private OwnerJson() {}

    static ObjectNode of(PresentState.OwnerNow now) {
        Owner owner = now.owner();
        ObjectNode json = Json.object();
        json.put("owner_id", owner.getOwnerId());
        CompanyProfile profile = owner.getProfile();
        json.set("profile", profile == null ? NullNode.getInstance() : of(profile));
        json.put("time_zone", owner.getTimeZone());
        json.put("currency", owner.getCurrency());
        json.put("single_wallet", owner.getSingleWallet());
        ArrayNode contacts = json.putArray("contacts");
        owner.getContacts().forEach(contacts::add);
        json.put("customer_id", owner.getCustomerId());
        ArrayNode methods = json.putArray("methods");
        for (PaymentMethod method : owner.getMethods()) {
            methods.addObject()
                    .put("id", method.getId())
                    .put("payer_id", method.getPayerId())
                    .put("brand", method.getBrand())
                    .put("last4", method.getLast4())
                    .put("expires", method.getExpires())
                    .put("role", method.getRole());
        }
        ArrayNode wallets = json.putArray("wallets");
        for (OwnerWallet wallet : owner.getWallets()) {
            wallets.addObject()
                    .put("wallet_id", wallet.getWalletId())
                    .put("currency", wallet.getCurrency())
                    .put("status", wallet.getStatus());
        }
        ArrayNode opening = json.putArray("opening");
        now.opening().forEach(opening::add);
        return json;
    }

    private static ObjectNode of(CompanyProfile profile) {
        return Json.object()
                .put("company", profile.getCompany())
                .put("registration_number", profile.getRegistrationNumber())
                .put("phone", profile.getPhone())
                .put("address", profile.getAddress())
                .put("email", profile.getEmail());
    }
}

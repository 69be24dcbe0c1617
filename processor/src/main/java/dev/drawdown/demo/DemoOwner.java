package dev.drawdown.demo;

import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.RegisterOwner;
import java.util.List;

/** A company that owns wallets in the demo. */
record DemoOwner(String id, String company, String currency, String timeZone) {
    RegisterOwner registration() {
        String mail = "billing@" + id + ".example";
        return RegisterOwner.newBuilder()
                .setProfile(CompanyProfile.newBuilder()
                        .setCompany(company)
                        .setEmail(mail)
                        .build())
                .setTimeZone(timeZone)
                .setCurrency(currency)
                .setContacts(List.of(mail))
                .build();
    }
}

package dev.drawdown.demo;

import static dev.drawdown.demo.Trade.ACCOUNT;
import static dev.drawdown.demo.Trade.AGENT;
import static dev.drawdown.demo.Trade.CALLS;
import static dev.drawdown.demo.Trade.EMAIL;
import static dev.drawdown.demo.Trade.LEADS;
import static dev.drawdown.demo.Trade.SEATS;
import static dev.drawdown.demo.Trade.SMS;
import static dev.drawdown.demo.Trade.VALIDATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in the demo: a few dozen wallets, at least one of every kind that Drawdown knows. */
final class Cast {
    /** Stripe's own names for cards that succeed, and for one that can be saved but not charged. */
    private static final String VISA = "pm_card_visa";

    private static final String DECLINED_LATER = "pm_card_chargeCustomerFail";

    private final Instant now;
    private final List<DemoWallet> wallets = new ArrayList<>();

    private Cast(Instant now) {
        this.now = now;
    }

    static List<DemoWallet> wallets(Instant now) {
        Cast cast = new Cast(now);
        cast.messaging();
        cast.pausingLeadBuyers();
        cast.continuingLeadBuyers();
        cast.invoicedLeadBuyers();
        cast.sharedAccounts();
        cast.emailAndValidation();
        cast.callsAndAgents();
        return List.copyOf(cast.wallets);
    }

    private void messaging() {
        // Runs dry within half a minute, so that whoever looks on sees a gate close and open again.
        add(usd("corner-barber", "Corner Barber", SMS, "America/New_York")
                .pace(4)
                .opensWith("4.00")
                .alerts("3.00", "2.00", "1.00", "0.25")
                .refills("6.00", 7));
        add(usd("pingwell", "Pingwell Reminders", SMS, "America/Chicago")
                .pace(24)
                .opensWith("60.00")
                .withFree("5.00")
                .alerts("40.00", "20.00", "8.00", "2.00")
                .recharges("15.00", "40.00", VISA)
                .refills("60.00", 10));
        add(eur("clinica-norte", "Clínica Norte", SMS, "Europe/Madrid")
                .pace(10)
                .opensWith("80.00")
                .paysOnly("USAGE", "sms")
                .alerts("40.00", "20.00", "10.00", "2.00")
                .floor("5.00", "5.00")
                .refills("50.00", 10));
        add(gbp("albion-dental", "Albion Dental", SMS)
                .pace(7)
                .opensWith("90.00")
                .creditsWorth("0.040000")
                .alerts("30.00", "15.00", "5.00", "1.00"));
    }

    private void pausingLeadBuyers() {
        add(usd("meridian-solar", "Meridian Solar", LEADS, "America/Denver")
                .pace(1.2)
                .opensWith("6500.00")
                .withFree("500.00")
                .expiringInDays(365)
                .alerts("4000.00", "2000.00", "500.00", "50.00")
                .refills("5000.00", 15));
        add(usd("harbor-roofing", "Harbor Roofing", LEADS, "America/New_York")
                .pace(0.9)
                .opensWith("2500.00")
                .alerts("1500.00", "800.00", "250.00", "25.00")
                .refills("2500.00", 12));
        add(usd("oakline-insurance", "Oakline Insurance", LEADS, "America/Chicago")
                .pace(1.1)
                .opensWith("9000.00")
                .granted("750.00", 30, 20, "lead")
                .granted("250.00", 14, 20, "lead")
                .alerts("5000.00", "2500.00", "1000.00", "100.00")
                .refills("7500.00", 15));
        add(usd("summit-legal", "Summit Injury Law", LEADS, "America/Los_Angeles")
                .pace(0.8)
                .opensWith("12000.00")
                .againstHolds()
                .alerts("8000.00", "4000.00", "1000.00", "200.00")
                .refills("10000.00", 20));
        add(usd("prairie-heating", "Prairie Heating & Air", LEADS, "America/Chicago")
                .pace(0.6)
                .opensWith("1200.00")
                .withFree("150.00")
                .alerts("800.00", "400.00", "120.00", "20.00")
                .refills("1500.00", 12));
        add(usd("bluebird-mortgage", "Bluebird Mortgage", LEADS, "America/Phoenix")
                .pace(0.7)
                .opensWith("7200.00")
                .expiringInDays(180)
                .alerts("4000.00", "2000.00", "800.00", "80.00")
                .refills("6000.00", 15));
        add(usd("lonestar-plumbing", "Lone Star Plumbing", LEADS, "America/Chicago")
                .pace(0.5)
                .opensWith("900.00")
                .alerts("600.00", "300.00", "100.00", "15.00")
                .floor("50.00", "100.00")
                .refills("1000.00", 10));
        add(eur("solaris-energie", "Solaris Energie", LEADS, "Europe/Berlin")
                .pace(0.8)
                .opensWith("5500.00")
                .granted("300.00", 21, 30, "lead")
                .alerts("3000.00", "1500.00", "500.00", "50.00")
                .refills("4000.00", 15));
        add(eur("maison-confort", "Maison Confort", LEADS, "Europe/Paris")
                .pace(0.6)
                .opensWith("1800.00")
                .againstHolds()
                .alerts("1200.00", "600.00", "200.00", "20.00")
                .refills("2000.00", 12));
        add(gbp("thames-claims", "Thames Claims", LEADS)
                .pace(0.6)
                .opensWith("3200.00")
                .alerts("2000.00", "1000.00", "300.00", "30.00")
                .refills("3000.00", 14));
    }

    private void continuingLeadBuyers() {
        add(usd("northgate-auto", "Northgate Auto Warranty", LEADS, "America/Detroit")
                .pace(0.9)
                .opensWith("1600.00")
                .continuesWhenEmpty()
                .alerts("1000.00", "500.00", "100.00", "25.00")
                .refills("2400.00", 15));
        add(usd("sunbelt-medicare", "Sunbelt Medicare Plans", LEADS, "America/Phoenix")
                .pace(1)
                .opensWith("5200.00")
                .continuesWhenEmpty()
                .alerts("3000.00", "1500.00", "400.00", "40.00")
                .refills("5000.00", 18));
        add(gbp("kestrel-boilers", "Kestrel Boilers", LEADS)
                .pace(0.5)
                .opensWith("2100.00")
                .continuesWhenEmpty()
                .alerts("1400.00", "700.00", "200.00", "20.00")
                .refills("2000.00", 15));
    }

    private void invoicedLeadBuyers() {
        add(usd("continental-home", "Continental Home Services", LEADS, "America/New_York")
                .pace(1)
                .billed("NET_TERMS", "-6000.00")
                .alerts("-3000.00", "-4500.00", "-5500.00", "100.00")
                .refills("6000.00", 20));
        add(eur("fjord-finans", "Fjord Finans", LEADS, "Europe/Oslo")
                .pace(0.4)
                .billed("NET_TERMS", "-2500.00")
                .alerts("-1200.00", "-1800.00", "-2300.00", "50.00")
                .refills("2500.00", 20));
        add(usd("city-works", "City Works Department", LEADS, "America/Chicago")
                .pace(0.2)
                .billed("MANUAL", "0"));
    }

    private void sharedAccounts() {
        DemoOwner evergreen = owner("evergreen", "Evergreen Franchise Network", "USD", "America/Los_Angeles");
        add(new Casting("evergreen-account", "Evergreen, all franchises", evergreen, ACCOUNT, now)
                .pace(16)
                .boughtBy("evergreen-tacoma", "evergreen-boise", "evergreen-reno", "evergreen-mesa")
                .opensWith("4200.00")
                .withFree("200.00")
                .granted("40.00", 10, 10, "sms", "email")
                .alerts("2500.00", "1200.00", "300.00", "40.00")
                .refills("4000.00", 15));
        add(new Casting("evergreen-seats", "Evergreen, seats", evergreen, SEATS, now)
                .pace(0.3)
                .paysOnly("FIXED")
                .opensWith("1500.00")
                .alerts("600.00", "300.00", "100.00", "25.00")
                .refills("1500.00", 15));
        DemoOwner atlas = owner("atlas-agencies", "Atlas Agencies", "EUR", "Europe/Amsterdam");
        add(new Casting("atlas-account", "Atlas, all agencies", atlas, ACCOUNT, now)
                .pace(12)
                .boughtBy("atlas-utrecht", "atlas-gent", "atlas-aachen")
                .opensWith("3600.00")
                .alerts("2000.00", "1000.00", "300.00", "40.00")
                .floor("-250.00", "50.00")
                .refills("3000.00", 15));
    }

    private void emailAndValidation() {
        add(usd("letterloop", "Letterloop", EMAIL, "America/New_York")
                .pace(26)
                .opensWith("40.00")
                .alerts("20.00", "10.00", "3.00", "1.00"));
        add(gbp("parish-post", "Parish Post", EMAIL)
                .pace(14)
                .opensWith("12.00")
                .withFree("3.00")
                .alerts("8.00", "4.00", "1.00", "0.50"));
        add(usd("truecontact", "TrueContact Data", VALIDATION, "America/Los_Angeles")
                .pace(16)
                .opensWith("120.00")
                .granted("20.00", 7, 20, "validation")
                .alerts("60.00", "30.00", "10.00", "3.00"));
        add(eur("reinliste", "Reinliste Adressen", VALIDATION, "Europe/Vienna")
                .pace(8)
                .opensWith("45.00")
                .alerts("25.00", "12.00", "4.00", "1.00"));
    }

    private void callsAndAgents() {
        add(usd("dialtone", "Dialtone Callbacks", CALLS, "America/Denver")
                .pace(9)
                .opensWith("85.00")
                .alerts("50.00", "25.00", "8.00", "2.00")
                .refills("80.00", 10));
        add(gbp("ringfield", "Ringfield Answering", CALLS)
                .pace(5)
                .opensWith("70.00")
                .alerts("40.00", "20.00", "6.00", "2.00")
                .refills("60.00", 10));
        add(usd("quillwork", "Quillwork AI", AGENT, "America/Los_Angeles")
                .pace(22)
                .opensWith("25.00")
                .withFree("10.00")
                .alerts("20.00", "10.00", "3.00", "1.00")
                .recharges("8.00", "25.00", DECLINED_LATER, VISA)
                .refills("30.00", 10));
        add(usd("frontdesk", "Frontdesk Robotics", AGENT, "America/Chicago")
                .pace(14)
                .opensWith("18.00")
                .continuesWhenEmpty()
                .alerts("12.00", "6.00", "2.00", "0.50")
                .refills("20.00", 12));
        add(eur("stimmwerk", "Stimmwerk Agenten", AGENT, "Europe/Zurich")
                .pace(9)
                .opensWith("15.00")
                .alerts("10.00", "5.00", "1.50", "0.50")
                .recharges("4.00", "15.00", DECLINED_LATER)
                .refills("15.00", 10));
    }

    private void add(Casting casting) {
        wallets.add(casting.wallet());
    }

    private Casting usd(String id, String company, Trade trade, String timeZone) {
        return new Casting(id, company, owner(id + "-inc", company, "USD", timeZone), trade, now);
    }

    private Casting eur(String id, String company, Trade trade, String timeZone) {
        return new Casting(id, company, owner(id + "-eu", company, "EUR", timeZone), trade, now);
    }

    private Casting gbp(String id, String company, Trade trade) {
        return new Casting(id, company, owner(id + "-ltd", company, "GBP", "Europe/London"), trade, now);
    }

    private static DemoOwner owner(String id, String company, String currency, String timeZone) {
        return new DemoOwner(id, company, currency, timeZone);
    }
}

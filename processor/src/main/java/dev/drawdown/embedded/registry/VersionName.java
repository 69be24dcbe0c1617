package dev.drawdown.embedded.registry;

/** A version as a path names it: its number, or the latest. */
record VersionName(int number) {
    private static final VersionName LATEST = new VersionName(-1);

    static VersionName parse(String name) {
        if (name.equals("latest") || name.equals("-1")) {
            return LATEST;
        }
        try {
            int number = Integer.parseInt(name);
            if (number > 0) {
                return new VersionName(number);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like zero and negative numbers.
        }
        throw RegistryRefusal.invalidVersion(name);
    }

    boolean isLatest() {
        return equals(LATEST);
    }
}

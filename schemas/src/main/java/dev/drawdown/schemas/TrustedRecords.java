package dev.drawdown.schemas;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may load the records of this package.
 *
 * <p>Since 1.12.2 Avro loads none that a schema names unless it was told to, and without this the first builder with a
 * default fails. A generated class cannot tell it; but Avro makes every conversion named under {@code META-INF/services}
 * before it touches a record, and so this poses as one, of a logical type that no schema has. Whoever uses the records
 * need not know.
 */
public final class TrustedRecords extends Conversion<TrustedRecords> {
    static {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, TrustedRecords::isOurs));
    }

    /** Made by Avro. */
    public TrustedRecords() {}

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(TrustedRecords.class.getPackageName());
    }

    @Override
    public Class<TrustedRecords> getConvertedType() {
        return TrustedRecords.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "drawdown-trusted-records";
    }
}

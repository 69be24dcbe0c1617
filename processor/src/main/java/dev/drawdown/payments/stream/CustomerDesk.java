package dev.drawdown.payments.stream;

import dev.drawdown.schemas.Owner;

/** Where owners become customers of the provider; their records say so once that is done, unless the process ends before. */
interface CustomerDesk {
    /** Has an owner become one. */
    void open(Owner owner);
}

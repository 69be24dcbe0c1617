package dev.drawdown.launch;

import dev.drawdown.api.HealthCheck;
import dev.drawdown.api.Part;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the cluster for its nodes. */
final class BrokerCheck implements HealthCheck {
    private static final String NAME = "broker";
    private static final int TIMEOUT_SECONDS = 2;

    private final Admin admin;

    BrokerCheck(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Part check() {
        try {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .size();
            return Part.up(NAME, nodes + (nodes == 1 ? " broker" : " brokers"));
        } catch (TimeoutException e) {
            return Part.down(NAME, "no answer within " + TIMEOUT_SECONDS + " s");
        } catch (ExecutionException e) {
            return Part.down(NAME, String.valueOf(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Part.down(NAME, "interrupted");
        }
    }
}

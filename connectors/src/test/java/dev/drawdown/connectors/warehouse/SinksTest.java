package dev.drawdown.connectors.warehouse;

import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.embedded.Embedded;

/** The sinks on a broker and a registry within this process, and PostgreSQL as its child: runs everywhere. */
class SinksTest extends SinksSuite {
    @Override
    Surroundings start() throws Exception {
        return new InProcess(TestDatabase.create("sinks"), Embedded.openTemporary());
    }

    private record InProcess(TestDatabase database, Embedded cluster) implements Surroundings {
        @Override
        public String bootstrap() {
            return cluster.bootstrap();
        }

        @Override
        public String registryUrl() {
            return cluster.registryUrl();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}

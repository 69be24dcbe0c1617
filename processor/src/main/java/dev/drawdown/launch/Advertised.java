package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.apache.kafka.streams.state.HostInfo;

/** Under what name and port the other instances find this one; known before anything starts, since its graphs tell them. */
final class Advertised {
    private Advertised() {}

    static HostInfo of(HttpSettings settings) {
        return new HostInfo(host(settings), settings.port() == 0 ? freePort(settings) : settings.port());
    }

    private static String host(HttpSettings settings) {
        if (!settings.advertised().isEmpty()) {
            return settings.advertised();
        }
        try {
            InetAddress bind = InetAddress.getByName(settings.bindAddress());
            return bind.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostName() : settings.bindAddress();
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    "Expected to find out this machine's name, but " + e.getMessage()
                            + "; set drawdown.http.advertised",
                    e);
        }
    }

    private static int freePort(HttpSettings settings) {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(settings.bindAddress()))) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.drawdown.schemas.serde;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Where a registry is, and what to say at its door. It prints as the address alone. */
record RegistryAddress(String url, @Nullable String authorization) {

    static List<RegistryAddress> of(SchemaRegistryConfig config) {
        String authorization = authorization(config);
        List<RegistryAddress> addresses = config.getList(SchemaRegistryConfig.URL).stream()
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> of(url, authorization))
                .toList();
        if (addresses.isEmpty()) {
            throw new ConfigException(SchemaRegistryConfig.URL, "", "Expected an address");
        }
        return addresses;
    }

    private static RegistryAddress of(String url, @Nullable String authorization) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Not the exception itself: it quotes the whole address, credentials included.
            throw new ConfigException(SchemaRegistryConfig.URL + ": expected an address, but " + e.getReason());
        }
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new ConfigException(SchemaRegistryConfig.URL + ": expected http or https, but " + uri.getScheme());
        }
        String userInfo = uri.getUserInfo();
        String path = uri.getRawPath().replaceAll("/+$", "");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new RegistryAddress(
                uri.getScheme() + "://" + uri.getHost() + port + path,
                userInfo == null ? authorization : basic(userInfo));
    }

    private static @Nullable String authorization(SchemaRegistryConfig config) {
        Password token = config.getPassword(SchemaRegistryConfig.BEARER_TOKEN);
        Password user = config.getPassword(SchemaRegistryConfig.BASIC_AUTH);
        if (token != null && user != null) {
            throw new ConfigException("Expected " + SchemaRegistryConfig.BASIC_AUTH + " or "
                    + SchemaRegistryConfig.BEARER_TOKEN + ", but both are set");
        }
        if (token != null) {
            return "Bearer " + token.value();
        }
        return user == null ? null : basic(user.value());
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return url;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.platform.HttpSettings;
import dev.bottledwater.wire.client.Credentials;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of a server as a user writes it. */
public final class ServerAddress {
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://.*");

    private final URI uri;
    private final @Nullable String userInfo;

    private ServerAddress(URI uri, @Nullable String userInfo) {
        this.uri = uri;
        this.userInfo = userInfo;
    }

    /**
     * Reads a URL. Without a scheme it is {@code http}; without a port that is 8088, as for KSQL's
     * command line, or 443 for {@code https}, where the routers of platforms listen.
     *
     * @throws CommandFailedException when it can't be the URL of a server
     */
    public static ServerAddress of(String text) {
        Matcher scheme = SCHEME.matcher(text);
        try {
            URI given = new URI(scheme.matches() ? text : "http://" + text);
            String protocol = given.getScheme().toLowerCase(Locale.ROOT);
            if (!protocol.equals("http") && !protocol.equals("https")) {
                throw wrong(text, "it must begin with http:// or https://");
            }
            if (given.getHost() == null) {
                throw wrong(text, "it names no host");
            }
            int port =
                    given.getPort() > 0
                            ? given.getPort()
                            : protocol.equals("https") ? 443 : HttpSettings.DEFAULT_PORT;
            String path =
                    given.getPath() == null || given.getPath().equals("/") ? "" : given.getPath();
            return new ServerAddress(
                    new URI(protocol, null, given.getHost(), port, path, null, null),
                    given.getRawUserInfo());
        } catch (URISyntaxException broken) {
            throw wrong(text, broken.getReason().toLowerCase(Locale.ROOT));
        }
    }

    /** Returns the URL without user and password. */
    public URI uri() {
        return uri;
    }

    /** Returns the user and password that stood in the URL. */
    public Optional<Credentials> credentials() {
        if (userInfo == null || !userInfo.contains(":")) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        return Optional.of(
                new Credentials(
                        decoded(userInfo.substring(0, colon)),
                        decoded(userInfo.substring(colon + 1))));
    }

    /** Whether a password sent there can be read on the way. */
    public boolean plainAcrossNetwork() {
        String host = uri.getHost();
        boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return uri.getScheme().equals("http") && !local;
    }

    /** Whether it is the same host as another, reached no less safely. */
    boolean keepsWhatIsSentTo(ServerAddress other) {
        return uri.getHost().equalsIgnoreCase(other.uri.getHost())
                && (uri.getScheme().equals("https") || other.uri.getScheme().equals("http"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CommandFailedException wrong(String text, String reason) {
        // A password may stand in front of the @.
        String shown = text.replaceFirst("//[^/]*@", "//****@");
        return new CommandFailedException(
                ExitCode.USAGE,
                "'%s' isn't the URL of a server: %s. Write one such as http://localhost:8088 or https://app.herokuapp.com."
                        .formatted(shown, reason));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which settings of a connector are secret. Connectors say so by the type PASSWORD; settings
 * of transforms, converters and overridden clients aren't declared anywhere, so names count too,
 * and values that carry a password inside.
 */
public final class SecretSettings {
    /** What stands in place of a secret, and keeps the stored value when it is sent back. */
    public static final String MASK = "********";

    private static final Pattern NAME =
            Pattern.compile(
                    "password|passwd|passphrase|secret|credential|token|jaas|private.?key|access.?key|api.?key"
                            + "|account.?key|license.?key|ssl\\.keystore\\.key|ssl\\.key$|\\.pwd$|^pwd$");

    /** Parameters of URLs and of connection strings whose values are secret. */
    private static final String PARAMETERS =
            "password|passwd|sslpassword|pwd|passphrase|secret|token|access_?token|api_?key|account_?key|shared_?access_?(?:key|signature)";

    /**
     * {@code scheme://user:password@host}, the password as it is or encoded; a token in the user's
     * place; Oracle's {@code thin:user/password@}; a parameter of a URL or connection string. What
     * follows a host's colon is a port and no password.
     */
    private static final Pattern VALUE =
            Pattern.compile(
                    "(?i)(?<=://[^/\\s:@]{0,200}:)(?!\\d{1,5}[/?#])[^\\s\"',]+(?=@)"
                            + "|(?<=://)[^/\\s:@]{20,}(?=@)"
                            + "|(?<=:thin:[^/\\s:@]{1,200}/)[^\\s@]+(?=@)"
                            + "|(?<=(?:^|[?&;,\\s])(?:"
                            + PARAMETERS
                            + ")=)(?:\"[^\"]*\"|'[^']*'|[^&;,\\s]+)");

    /** {@code ${provider:path:key}}: tells where a secret is, not the secret. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    private SecretSettings() {}

    /** Masks the passwords in a text and leaves the rest of it. */
    static String redact(String text) {
        return VALUE.matcher(text).replaceAll(MASK);
    }

    /**
     * Whether the value must not be shown.
     *
     * @param declared names of the connector's settings of type PASSWORD
     */
    public static boolean isSecret(String name, String value, Set<String> declared) {
        if (value.isEmpty() || PLACEHOLDER.matcher(value).matches()) {
            return false;
        }
        return declared.contains(name)
                || NAME.matcher(name.toLowerCase(Locale.ROOT)).find()
                || VALUE.matcher(PLACEHOLDER.matcher(value).replaceAll("")).find();
    }
}

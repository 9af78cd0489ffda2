// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how to reach Kafka from the variables of one attachment. */
final class KafkaVars {
    /** What brokers take in names, with the dot that a prefix ends in. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** What Heroku takes for an app's name, so that a command with it can be run as it is. */
    private static final Pattern APP = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private KafkaVars() {}

    static @Nullable KafkaSettings read(ConfigVars vars, Problems problems, Instant now) {
        Optional<String> attachment = KafkaAttachments.choose(vars, problems);
        if (attachment.isEmpty()) {
            return null;
        }
        String name = attachment.get();
        KafkaUrl url = KafkaUrl.parse(name + "_URL", vars.get(name + "_URL").orElse(""), problems);
        String prefix = prefix(name + "_PREFIX", vars, problems);
        if (url == null) {
            return null;
        }
        KafkaAuth auth = KafkaAuth.of(name, url.tls(), vars, problems);
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", protocol(url.tls(), auth));
        if (url.tls()) {
            KafkaTlsVars tls = new KafkaTlsVars(name, vars, problems, now);
            properties.putAll(
                    auth == KafkaAuth.CERTIFICATE
                            ? tls.knownByCertificate()
                            : tls.knownOtherwise());
        }
        if (auth == KafkaAuth.PASSWORD) {
            properties.putAll(new KafkaPasswordVars(name, vars, problems).properties(url.tls()));
        }
        if (problems.hasErrors()) {
            return null;
        }
        properties.put("bootstrap.servers", String.join(",", url.servers()));
        return new KafkaSettings(
                name,
                url.servers(),
                prefix,
                auth,
                properties,
                vars.get(Variable.HEROKU_APP_NAME)
                        .map(String::strip)
                        .filter(app -> APP.matcher(app).matches())
                        .orElse(""));
    }

    private static String protocol(boolean tls, KafkaAuth auth) {
        String transport = tls ? "SSL" : "PLAINTEXT";
        return auth == KafkaAuth.PASSWORD ? "SASL_" + transport : transport;
    }

    private static String prefix(String variable, ConfigVars vars, Problems problems) {
        String prefix = vars.get(variable).map(String::strip).orElse("");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            problems.error(
                    variable,
                    variable
                            + " is '"
                            + ServerVars.shortened(prefix)
                            + "', which can't begin a topic's name.",
                    "Set it to what heroku kafka:info shows as the prefix (it ends in a dot), or unset it on a "
                            + "dedicated cluster.");
        }
        return prefix;
    }
}

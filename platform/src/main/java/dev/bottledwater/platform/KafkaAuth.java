// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How brokers know who a client is. */
public enum KafkaAuth {
    /** By the certificate that it shows, as on Heroku. */
    CERTIFICATE,
    /** By a user name and a password (SASL). */
    PASSWORD,
    /** They don't ask. */
    NONE;

    /** What {@code BW_KAFKA_AUTH} says, else what the other variables come to. */
    static KafkaAuth of(String attachment, boolean tls, ConfigVars vars, Problems problems) {
        boolean named =
                vars.get(attachment + "_SASL_USERNAME").isPresent()
                        || vars.get(attachment + "_SASL_PASSWORD").isPresent();
        KafkaAuth implied = named ? PASSWORD : tls ? CERTIFICATE : NONE;
        Optional<String> said = vars.get(Variable.BW_KAFKA_AUTH).map(String::strip);
        if (said.isEmpty()) {
            return implied;
        }
        List<String> known =
                Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
        int index = known.indexOf(said.get().toLowerCase(Locale.ROOT));
        if (index < 0) {
            problems.error(
                    Variable.BW_KAFKA_AUTH,
                    "BW_KAFKA_AUTH is '"
                            + ServerVars.shortened(said.get())
                            + "', where certificate, password and none are known.",
                    Suggestion.sentence(said.get(), known)
                            + "Unset it unless the brokers use TLS and know clients by nothing: BW_KAFKA_AUTH=none.");
            return implied;
        }
        KafkaAuth auth = values()[index];
        if (auth == CERTIFICATE && !tls) {
            problems.error(
                    Variable.BW_KAFKA_AUTH,
                    "BW_KAFKA_AUTH is certificate, but "
                            + attachment
                            + "_URL is kafka://, without TLS.",
                    "Write the URL as kafka+ssl://, or unset BW_KAFKA_AUTH.");
        }
        return auth;
    }
}

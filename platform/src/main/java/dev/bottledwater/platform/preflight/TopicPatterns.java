// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What regular expressions over topics' names match. */
public final class TopicPatterns {
    private TopicPatterns() {}

    /**
     * Says whether there is no topic whose whole physical name a regular expression matches; false
     * also where Kafka doesn't tell, or the expression is none.
     *
     * @param timeout for the brokers' answer
     */
    public static boolean noneMatches(KafkaSettings kafka, String regex, Duration timeout) {
        try (Admin admin = AdminClients.open(kafka, timeout)) {
            Pattern pattern = Pattern.compile(regex);
            return admin.listTopics().names().get().stream()
                    .noneMatch(topic -> pattern.matcher(topic).matches());
        } catch (PatternSyntaxException | ExecutionException | KafkaException unknown) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

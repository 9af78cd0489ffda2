// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Whether the Kafka user may have transactions, which plans on Heroku let nobody have. */
public final class TransactionRights {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionRights.class);

    private TransactionRights() {}

    /**
     * Looks without beginning a transaction.
     *
     * @param transactionalId the one that is to be used
     * @return false where Kafka refuses it; true also where it doesn't say, as older brokers
     * @throws InterruptedException when the look is given up
     */
    public static boolean allow(KafkaSettings kafka, String transactionalId, Duration timeout)
            throws InterruptedException {
        try (Admin admin = AdminClients.open(kafka, timeout)) {
            admin.describeTransactions(List.of(transactionalId)).all().get();
            return true;
        } catch (ExecutionException e) {
            LOG.debug("The transactional id {} can't be described", transactionalId, e);
            return !(e.getCause() instanceof TransactionalIdAuthorizationException);
        }
    }
}

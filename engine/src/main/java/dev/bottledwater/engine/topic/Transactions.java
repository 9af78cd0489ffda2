// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import static java.util.Objects.requireNonNull;

import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.clients.admin.Admin;

import java.util.List;

/** Whether the cluster lets this app use transactions; dedicated plans on Heroku don't. */
public final class Transactions {
    private final Admin admin;

    Transactions(Admin admin) {
        this.admin = admin;
    }

    /**
     * Asks for an id of a producer, as a transactional producer does first; it is used for nothing
     * and forgotten by the cluster after a week.
     *
     * @param transactionalId by the cluster's name
     * @return false when the cluster's ACLs don't allow it
     * @throws TopicException when the cluster doesn't say
     */
    public boolean allowed(String transactionalId) {
        try {
            KafkaAnswers.await(
                    requireNonNull(
                            admin.fenceProducers(List.of(transactionalId))
                                    .fencedProducers()
                                    .get(transactionalId)),
                    "begin a transaction");
            return true;
        } catch (TopicException e) {
            if (e.reason() == Reason.DENIED) {
                return false;
            }
            throw e;
        }
    }
}

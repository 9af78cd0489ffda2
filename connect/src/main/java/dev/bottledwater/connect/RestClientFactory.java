// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.rest.RestClient;

/**
 * Makes the client through which a worker reaches the cluster's leader. Every hop between workers,
 * requests of users and task configs alike, ends in {@link RestClient}'s {@code httpRequest} with
 * seven arguments: a subclass that overrides it can carry the hops over another channel where
 * siblings can't open connections to each other.
 */
@FunctionalInterface
public interface RestClientFactory {
    /** Plain HTTP to the leader's advertised address. */
    RestClientFactory DIRECT = RestClient::new;

    /**
     * @param config the worker's configuration
     * @return a client that the worker uses until it is closed
     */
    RestClient create(DistributedConfig config);
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;

import java.net.URI;
import java.util.Map;

/**
 * A server that runs for tests only, with a broker and a schema registry that hold nothing but what
 * tests put there.
 */
public interface LiveServer extends AutoCloseable {

    /** Where the server answers everybody who asks from this machine. */
    URI url();

    /** Kafka client settings of one who may do everything. */
    Map<String, Object> kafkaProperties();

    /** The registry that the server uses. */
    SchemaRegistry registry();

    /** Registers a schema under an id that is known beforehand. */
    void register(String subject, SchemaText schema, int id);

    /** Forgets all subjects of the registry. */
    void clearRegistry();

    /** Stops the server and what it needs. */
    @Override
    void close();
}

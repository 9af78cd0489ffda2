// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

/**
 * Names of the consumer groups of persistent queries, by KSQL's convention.
 *
 * @param serviceId ends in {@code _}
 */
record QueryGroups(String serviceId) {

    /** The logical group name, which is the application id too. */
    String group(String queryId) {
        return "_confluent-ksql-" + serviceId + "query_" + queryId;
    }
}

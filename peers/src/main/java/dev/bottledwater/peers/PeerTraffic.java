// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

/**
 * What a process has said to its peers and heard since it joined, presence included.
 *
 * @param asked requests of this process
 * @param unanswered those of them that failed or got no answer
 * @param served requests of others that this process took
 * @param sentBytes as they go into the topic
 * @param heardBytes as they come from it, what is for others included
 * @param sentDirectly bytes that went straight to the one they were for
 * @param heardDirectly bytes that came so
 * @param unsealed records that no peer has sealed, which were passed over
 */
public record PeerTraffic(
        long asked,
        long unanswered,
        long served,
        long sentBytes,
        long heardBytes,
        long sentDirectly,
        long heardDirectly,
        long unsealed) {}

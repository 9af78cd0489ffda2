// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.HostStatus.QueryStores;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All instances and where the state of queries is. Thread-safe. */
public final class ClusterHosts {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHosts.class);

    private final Siblings siblings;
    private final Supplier<SequencedMap<String, QueryStores>> here;

    /** What those said last that are still there. */
    private final Map<String, HostStatus> last = new ConcurrentHashMap<>();

    /**
     * @param here what this instance has of each query
     */
    public ClusterHosts(Siblings siblings, Supplier<SequencedMap<String, QueryStores>> here) {
        this.siblings = siblings;
        this.here = here;
    }

    /** What other instances are answered. */
    public Map<Subject, PeerChannel.Service> services() {
        return Map.of(Subject.STORES, (_, _) -> StoresJson.encode(here.get()));
    }

    /** All instances by name, this one among them; one that doesn't answer soon isn't alive. */
    public SequencedMap<String, HostStatus> hosts() {
        var hosts = new TreeMap<String, HostStatus>();
        siblings.askAll(Subject.STORES, new byte[0])
                .forEach((name, answer) -> hosts.put(name, host(name, answer)));
        last.keySet().retainAll(hosts.keySet());
        hosts.put(siblings.self(), new HostStatus(true, System.currentTimeMillis(), here.get()));
        return hosts;
    }

    private HostStatus host(String name, Optional<byte[]> answer) {
        if (answer.isPresent()) {
            try {
                var status =
                        new HostStatus(
                                true, System.currentTimeMillis(), StoresJson.decode(answer.get()));
                last.put(name, status);
                return status;
            } catch (IllegalArgumentException e) {
                LOG.warn("What {} says of its stores can't be read", name, e);
            }
        }
        var before = last.get(name);
        return before == null
                ? new HostStatus(false, 0, new TreeMap<>())
                : new HostStatus(false, before.heardAt(), before.queries());
    }
}

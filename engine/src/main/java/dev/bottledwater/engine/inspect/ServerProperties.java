// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.result.StatementResult.PropertyListing;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.ServerPropertyTable;
import dev.bottledwater.engine.topology.DeadLetters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The server-wide properties that mean something here, with their defaults, for SHOW PROPERTIES.
 */
final class ServerProperties {
    private static final String SCOPE = "KSQL";
    private static final String UNLIMITED = "" + Integer.MAX_VALUE;
    private static final String STREAMS = "ksql.streams.";

    /** Values that nobody may see, should one ever be set. */
    private static final Pattern SECRET =
            Pattern.compile("password|secret|credential|jaas|token|\\.key$|keystore|truststore");

    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry(DeadLetters.PROPERTY, ""),
                    Map.entry("ksql.service.id", "default_"),
                    Map.entry("ksql.create.or.replace.enabled", "true"),
                    Map.entry("ksql.hidden.topics", ""),
                    Map.entry("ksql.readonly.topics", ""),
                    Map.entry("ksql.insert.into.values.enabled", "true"),
                    Map.entry("ksql.logging.processing.stream.auto.create", "false"),
                    Map.entry("ksql.logging.processing.stream.name", "KSQL_PROCESSING_LOG"),
                    Map.entry("ksql.logging.processing.topic.auto.create", "false"),
                    Map.entry("ksql.logging.processing.topic.name", ""),
                    Map.entry("ksql.logging.processing.topic.partitions", "1"),
                    Map.entry("ksql.logging.processing.topic.replication.factor", ""),
                    Map.entry("ksql.max.push.queries", "100"),
                    Map.entry("ksql.output.topic.name.prefix", ""),
                    Map.entry("ksql.persistence.default.format.key", "KAFKA"),
                    Map.entry("ksql.persistence.default.format.value", ""),
                    Map.entry("ksql.persistence.wrap.single.values", ""),
                    Map.entry("ksql.persistent.prefix", "query_"),
                    Map.entry("ksql.properties.overrides.denylist", ""),
                    Map.entry("ksql.pull.queries.enable", "true"),
                    Map.entry("ksql.query.persistent.active.limit", UNLIMITED),
                    Map.entry("ksql.query.pull.enable.standby.reads", "false"),
                    Map.entry("ksql.query.pull.max.allowed.offset.lag", "" + Long.MAX_VALUE),
                    Map.entry("ksql.query.pull.max.concurrent.requests", UNLIMITED),
                    Map.entry("ksql.query.pull.max.hourly.bandwidth.megabytes", UNLIMITED),
                    Map.entry("ksql.query.pull.max.qps", UNLIMITED),
                    Map.entry("ksql.query.pull.stream.enabled", "true"),
                    Map.entry("ksql.query.push.v2.max.hourly.bandwidth.megabytes", UNLIMITED),
                    Map.entry("ksql.streams.auto.offset.reset", "latest"),
                    Map.entry("ksql.streams.commit.interval.ms", ""),
                    Map.entry("ksql.streams.cache.max.bytes.buffering", ""),
                    Map.entry("ksql.streams.num.stream.threads", "1"),
                    Map.entry("ksql.suppress.enabled", "true"),
                    Map.entry("ksql.transient.prefix", "transient_"),
                    Map.entry("ksql.variable.substitution.enable", "true"));

    private final Map<String, String> defaults;
    private final Map<String, String> set;

    /**
     * @param effective defaults that depend on the machine
     */
    ServerProperties(Map<String, String> set, String serviceId, Map<String, String> effective) {
        // what has no effect isn't shown as if it had
        var all = new TreeMap<>(set);
        all.keySet().removeIf(p -> ServerPropertyTable.get().withoutEffect(p).isPresent());
        all.put("ksql.service.id", serviceId);
        this.defaults = new TreeMap<>(DEFAULTS);
        this.defaults.putAll(effective);
        this.set = Collections.unmodifiableMap(all);
    }

    /** The lines of SHOW PROPERTIES by name. */
    List<PropertyListing> listings(RequestSession session) {
        var values = new TreeMap<>(defaults);
        values.putAll(set);
        var overrides = new TreeMap<String, String>();
        session.properties().forEach((name, value) -> overrides.put(fullName(name), value));
        values.putAll(overrides);
        var listings = new ArrayList<PropertyListing>();
        values.forEach(
                (name, value) ->
                        listings.add(
                                new PropertyListing(
                                        name,
                                        SCOPE,
                                        isSecret(name) ? "[hidden]" : value,
                                        overrides.containsKey(name),
                                        !overrides.containsKey(name)
                                                && value.equals(defaults.get(name)))));
        return listings;
    }

    private static String fullName(String name) {
        return name.startsWith("ksql.") || name.startsWith("bw.") ? name : STREAMS + name;
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}

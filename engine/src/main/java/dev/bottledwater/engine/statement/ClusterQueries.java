// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.cluster.Siblings;
import dev.bottledwater.engine.cluster.Subject;
import dev.bottledwater.engine.inspect.ClusterView;
import dev.bottledwater.engine.inspect.InstanceStatus;
import dev.bottledwater.engine.inspect.RunningQueries;
import dev.bottledwater.engine.query.QueryActivities;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The queries of all instances. Persistent ones run on each; a push query on the one that was asked
 * for it.
 */
final class ClusterQueries implements RunningQueries {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterQueries.class);
    private static final byte[] TRUE = {1};
    private static final byte[] FALSE = {0};

    /** No query has this id. */
    private static final String ALL = "*";

    private final CatalogLog log;
    private final CatalogQueries local;
    private final PushQueries pushQueries;
    private final Siblings siblings;
    private final QueryActivities activities;

    ClusterQueries(
            CatalogLog log,
            CatalogQueries local,
            PushQueries pushQueries,
            Siblings siblings,
            QueryActivities activities) {
        this.activities = activities;
        this.log = log;
        this.local = local;
        this.pushQueries = pushQueries;
        this.siblings = siblings;
    }

    /** What other instances are answered. */
    Map<Subject, PeerChannel.Service> services() {
        return Map.of(
                Subject.QUERIES, (_, request) -> status(request),
                Subject.END_PUSH_QUERY, (_, request) -> end(request));
    }

    /**
     * @param request whether details are wanted, and the id of the only query that is asked for
     */
    private byte[] status(byte[] request) {
        boolean details = request.length > 0 && request[0] == 1;
        var id = new String(request, Math.min(1, request.length), length(request), UTF_8);
        var queries = log.state().queries();
        return here(
                        id.isEmpty()
                                ? queries.values()
                                : Optional.ofNullable(queries.get(id)).stream().toList(),
                        details)
                .encode(details);
    }

    private static int length(byte[] request) {
        return Math.max(0, request.length - 1);
    }

    private byte[] end(byte[] request) {
        var id = new String(request, UTF_8);
        if (id.equals(ALL)) {
            pushQueries.close();
            return TRUE;
        }
        return pushQueries.close(id) ? TRUE : FALSE;
    }

    private InstanceStatus here(Collection<StoredQuery> queries, boolean details) {
        var statuses = new HashMap<String, Status>();
        for (var query : queries) {
            var status = local.status(query);
            statuses.put(query.id(), details ? status.with(activities.of(query.id())) : status);
        }
        return new InstanceStatus(statuses, pushQueries.running());
    }

    @Override
    public ClusterView look(Collection<StoredQuery> queries, boolean details) {
        var all = new TreeMap<String, Optional<InstanceStatus>>();
        if (siblings.areThere()) {
            var only = queries.size() == 1 ? queries.iterator().next().id() : "";
            var id = only.getBytes(UTF_8);
            var request = new byte[id.length + 1];
            request[0] = (byte) (details ? 1 : 0);
            System.arraycopy(id, 0, request, 1, id.length);
            siblings.askAll(Subject.QUERIES, request)
                    .forEach((name, answer) -> all.put(name, answer.flatMap(b -> read(name, b))));
        }
        all.put(siblings.self(), Optional.of(here(queries, details)));
        return new ClusterView(all);
    }

    private static Optional<InstanceStatus> read(String name, byte[] answer) {
        try {
            return Optional.of(InstanceStatus.decode(answer));
        } catch (IllegalArgumentException e) {
            LOG.warn("What {} says of its queries can't be read", name, e);
            return Optional.empty();
        }
    }

    @Override
    public String self() {
        return siblings.self();
    }

    @Override
    public String topology(StoredQuery query) {
        return local.topology(query);
    }

    @Override
    public Map<String, String> budgets() {
        return local.budgets();
    }

    @Override
    public Optional<String> pushQuery(String id) {
        var here = named(pushQueries.running(), id);
        return here.isPresent() || !siblings.areThere()
                ? here
                : named(look(List.of(), false).pushQueries(), id);
    }

    private static Optional<String> named(Collection<PushQuery> queries, String id) {
        return queries.stream().map(PushQuery::id).filter(id::equalsIgnoreCase).findFirst();
    }

    @Override
    public boolean closePushQuery(String id) {
        return pushQueries.close(id) || !id.equals(ALL) && endElsewhere(id);
    }

    private boolean endElsewhere(String id) {
        return siblings.areThere()
                && siblings.askAll(Subject.END_PUSH_QUERY, id.getBytes(UTF_8)).values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(answer -> Arrays.equals(answer, TRUE));
    }

    /** Ends the push queries of all instances. */
    void closeAllPushQueries() {
        pushQueries.close();
        endElsewhere(ALL);
    }
}

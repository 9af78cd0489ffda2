// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan of Apache Kafka on Heroku, as far as its clients can tell: which operations it allows. */
public sealed interface HerokuPlan {

    /**
     * A dedicated plan with exactly the ACLs that Heroku published (changelog item 1663): topics
     * can be read, written and described, groups read, described and deleted; topics are created
     * with Heroku's tools only. Kafka groups know no Write operation, so the published Write on
     * groups adds nothing.
     */
    HerokuPlan DEDICATED = new Dedicated(false);

    /**
     * A dedicated plan whose clients may create topics, as Heroku's Kafka Streams page of 2026 says
     * ("Dedicated Kafka clusters don't require additional configuration"). It adds Create on every
     * topic and nothing else: no source says that topics may be deleted, their records purged, or
     * configurations read or altered, so those stay refused, as do transactions. Kafka Streams
     * bears that: its purge of repartition topics fails quietly.
     */
    HerokuPlan DEDICATED_WITH_CREATE = new Dedicated(true);

    /**
     * The smallest shared plan, basic-0, with its published limits. How many topics it allows isn't
     * published.
     */
    HerokuPlan SHARED =
            new Shared(
                    "smoothboulder-1234.",
                    0,
                    240,
                    Duration.ofHours(24),
                    Duration.ofHours(24),
                    64_000,
                    256_000);

    /** What every topic and group name begins with; empty on dedicated plans. */
    String prefix();

    /** The ACLs of the plan for {@code principal}, such as {@code User:CN=u7k2p9}. */
    List<AclBinding> acls(String principal);

    /**
     * A standard or extended plan: one tenant, no prefix.
     *
     * @param createTopics whether clients may create topics
     */
    record Dedicated(boolean createTopics) implements HerokuPlan {
        private static final ResourcePattern ANY_TOPIC =
                new ResourcePattern(
                        ResourceType.TOPIC, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL);
        private static final ResourcePattern ANY_GROUP =
                new ResourcePattern(
                        ResourceType.GROUP, ResourcePattern.WILDCARD_RESOURCE, PatternType.LITERAL);

        @Override
        public String prefix() {
            return "";
        }

        @Override
        public List<AclBinding> acls(String principal) {
            List<AclBinding> acls = new ArrayList<>();
            acls.add(allow(principal, ANY_TOPIC, AclOperation.READ));
            acls.add(allow(principal, ANY_TOPIC, AclOperation.WRITE));
            acls.add(allow(principal, ANY_TOPIC, AclOperation.DESCRIBE));
            acls.add(allow(principal, ANY_GROUP, AclOperation.READ));
            acls.add(allow(principal, ANY_GROUP, AclOperation.DESCRIBE));
            acls.add(allow(principal, ANY_GROUP, AclOperation.DELETE));
            if (createTopics) {
                acls.add(allow(principal, ANY_TOPIC, AclOperation.CREATE));
            }
            return List.copyOf(acls);
        }
    }

    /**
     * A basic plan, whose cluster has other tenants: topics begin with a prefix and may be read,
     * written and described; groups are those that were created by their names ({@link
     * #groupAcls}). Nothing is published of more rights, so clients have none, and topics that are
     * compacted delete by age as well.
     *
     * @param prefix its dot included
     * @param maxTopics 0 for any number
     * @param maxPartitionReplicas 0 for any number
     * @param shortestRetention the least that a topic may have
     * @param defaultRetention what a topic gets that asks for nothing
     * @param producedBytes that may be written in a second
     * @param consumedBytes that may be read in a second
     */
    record Shared(
            String prefix,
            int maxTopics,
            int maxPartitionReplicas,
            Duration shortestRetention,
            Duration defaultRetention,
            int producedBytes,
            int consumedBytes)
            implements HerokuPlan {

        /** The same with other limits. */
        public Shared withLimits(int topics, int partitionReplicas) {
            return new Shared(
                    prefix,
                    topics,
                    partitionReplicas,
                    shortestRetention,
                    defaultRetention,
                    producedBytes,
                    consumedBytes);
        }

        @Override
        public List<AclBinding> acls(String principal) {
            ResourcePattern topics =
                    new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED);
            return List.of(
                    allow(principal, topics, AclOperation.READ),
                    allow(principal, topics, AclOperation.WRITE),
                    allow(principal, topics, AclOperation.DESCRIBE));
        }

        /** The ACLs that the creation of a group gives, by its name with the prefix. */
        public List<AclBinding> groupAcls(String principal, String group) {
            ResourcePattern pattern =
                    new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL);
            return List.of(
                    allow(principal, pattern, AclOperation.READ),
                    allow(principal, pattern, AclOperation.DESCRIBE),
                    allow(principal, pattern, AclOperation.DELETE));
        }
    }

    private static AclBinding allow(
            String principal, ResourcePattern resource, AclOperation operation) {
        return new AclBinding(
                resource,
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }
}

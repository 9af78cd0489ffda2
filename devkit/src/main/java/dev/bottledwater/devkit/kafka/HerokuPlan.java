// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

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

        private static AclBinding allow(
                String principal, ResourcePattern resource, AclOperation operation) {
            return new AclBinding(
                    resource,
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.cluster.Siblings;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/**
 * Lets an instance know what others were told before it answers: a client whose requests meet
 * another instance each time finds what it has made.
 */
final class CatalogCatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogCatchUp.class);

    private final CatalogLog log;
    private final TopicAdmin topics;
    private final String topic;
    private final Siblings siblings;

    /**
     * @param topic the log's, by its logical name
     */
    CatalogCatchUp(CatalogLog log, TopicAdmin topics, String topic, Siblings siblings) {
        this.log = log;
        this.topics = topics;
        this.topic = topic;
        this.siblings = siblings;
    }

    /**
     * Waits until all is read that is in the log now, for a while; an instance that is alone has
     * read what it wrote.
     */
    void catchUp() {
        if (!siblings.areThere()) {
            return;
        }
        try {
            log.awaitReadTo(topics.endOffset(topic), siblings.patience());
        } catch (TopicException e) {
            LOG.debug("The end of the catalog log can't be told", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries again what failed, when others have changed the catalog meanwhile. */
    <T> T withLatest(Supplier<T> attempt) {
        long seen = log.state().version();
        try {
            return attempt.get();
        } catch (StatementFailedException e) {
            catchUp();
            if (log.state().version() == seen) {
                throw e;
            }
            return attempt.get();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.topic.Topics;
import dev.bottledwater.sql.catalog.Catalog;

/**
 * What a statement meets: the real state, or the one that earlier statements of its script will
 * leave.
 */
record Moment(CatalogState state, Topics topics, RequestSession session) {
    Catalog catalog() {
        return state.catalog();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The body of {@code POST /close-query}: the id that the header of a push query told. */
public record CloseQueryRequest(@JsonProperty(required = true) String queryId) {}

// SPDX-License-Identifier: Apache-2.0
/** WITH clauses: which properties there are, what they mean, and what formats can hold. */
package dev.bottledwater.sql.property;

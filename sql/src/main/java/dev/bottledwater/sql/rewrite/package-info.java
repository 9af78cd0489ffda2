// SPDX-License-Identifier: Apache-2.0
/** Rules that turn plans into cheaper plans of the same meaning, one small class each. */
package dev.bottledwater.sql.rewrite;

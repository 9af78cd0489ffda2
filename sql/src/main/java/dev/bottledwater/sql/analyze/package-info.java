// SPDX-License-Identifier: Apache-2.0
/**
 * Syntax tree and catalog to meaning: names are resolved, types found, the rules of the language
 * checked. Queries become plans, other statements a description of what is to be done. Pure
 * functions: nothing here changes anything or asks the outside but through small interfaces.
 */
package dev.bottledwater.sql.analyze;

// SPDX-License-Identifier: Apache-2.0
/**
 * The only reader of the environment: config vars become validated settings, or one clear sentence
 * per thing that is wrong with them. Also the names of topics and groups behind a shared cluster's
 * prefix.
 */
package dev.bottledwater.platform;

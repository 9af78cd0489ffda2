// SPDX-License-Identifier: Apache-2.0
/** The only reader of the environment. */
package dev.bottledwater.platform;

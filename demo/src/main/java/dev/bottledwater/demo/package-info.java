// SPDX-License-Identifier: Apache-2.0
/** The demo command. */
package dev.bottledwater.demo;

// SPDX-License-Identifier: Apache-2.0
/** The answers to statements: one kind of {@code @type} each. */
package dev.bottledwater.wire.entity;

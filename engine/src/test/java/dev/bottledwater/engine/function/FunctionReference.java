// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

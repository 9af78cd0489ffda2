// SPDX-License-Identifier: Apache-2.0
/** Key and certificates of the config vars as files, for tools that can't read config vars. */
@NullMarked
package dev.bottledwater.platform.stores;

import org.jspecify.annotations.NullMarked;

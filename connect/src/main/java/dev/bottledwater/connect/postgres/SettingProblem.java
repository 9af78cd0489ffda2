// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

/**
 * Why a connector can't have a setting.
 *
 * @param setting its name
 * @param sentence what is wrong and what to do
 */
public record SettingProblem(String setting, String sentence) {}

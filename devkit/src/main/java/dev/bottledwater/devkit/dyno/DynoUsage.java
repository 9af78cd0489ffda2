// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

/**
 * The most that a dyno used so far, over all its starts.
 *
 * @param chargedBytes all that its memory cgroup was charged with, pages of files that the system
 *     would have taken back included
 * @param workingBytes the same without pages of files that weren't used lately; sampled
 * @param anonymousBytes memory that belongs to no file; sampled
 * @param threads its processes and threads
 * @param oomKills how often the system killed it for want of memory
 * @param refusedThreads how often it was refused a thread
 */
public record DynoUsage(
        long chargedBytes,
        long workingBytes,
        long anonymousBytes,
        long threads,
        long oomKills,
        long refusedThreads) {
    private static final double MEBIBYTE = 1 << 20;

    /** One line for people. */
    @Override
    public String toString() {
        return "peak memory %.0f MB (anonymous %.0f MB, with all pages of files %.0f MB), peak threads %d, OOM kills %d, threads refused %d"
                .formatted(
                        workingBytes / MEBIBYTE,
                        anonymousBytes / MEBIBYTE,
                        chargedBytes / MEBIBYTE,
                        threads,
                        oomKills,
                        refusedThreads);
    }
}
